import { textToOre } from '#kernel';

import type { GrantFact } from './grant-events.js';

/** A repayment in öre: what was assessed here, claimed by the authority, let be and paid. */
export interface Repayment {
  readonly repayment: string;
  readonly ground: string | null;
  readonly assessed: number | null;
  readonly claimed: number | null;
  readonly waived: number;
  readonly paid: number;
  /** The position of the last event on it. */
  readonly position: number;
}

/** Follows a grant's repayments. */
export class RepaymentsFold {
  readonly all = new Map<string, Repayment>();

  fold(event: GrantFact): void {
    switch (event.type) {
      case 'RepaymentAssessed':
        this.change(event, { ground: event.data.ground, assessed: textToOre(event.data.amount) });
        return;
      case 'RepaymentClaimed':
        this.change(event, { ground: event.data.ground, claimed: textToOre(event.data.amount) });
        return;
      case 'RepaymentWaived':
        this.change(event, { waived: this.of(event).waived + textToOre(event.data.amount) });
        return;
      case 'RepaymentPaid':
        this.change(event, { paid: this.of(event).paid + textToOre(event.data.amount) });
        return;
      default:
        return;
    }
  }

  private of({ data: { repayment }, position }: OnRepayment): Repayment {
    const none = { repayment, ground: null, assessed: null, claimed: null, waived: 0, paid: 0, position };
    return this.all.get(repayment) ?? none;
  }

  private change(event: OnRepayment, change: Partial<Repayment>): void {
    const { position } = event;
    this.all.set(event.data.repayment, { ...this.of(event), ...change, position });
  }
}
interface OnRepayment {
  readonly position: number;
  readonly data: { readonly repayment: string };
}
