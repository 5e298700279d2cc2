import { type z } from 'zod';

import { DomainError } from '#kernel';

import { type voucherRef } from './grant.schemas.js';
import { type KnownGrant } from './grant.state.js';

interface Payment {
  readonly voucher?: z.output<typeof voucherRef> | undefined;
  /** The repayment that was paid; absent where the authority paid the grant. */
  readonly repayment?: string;
}

/** One text for one payment by one voucher; undefined where no voucher is named. One voucher may settle two claims. */
export function paymentKey({ voucher, repayment }: Payment): string | undefined {
  if (voucher === undefined) return undefined;
  return JSON.stringify([repayment ?? null, voucher.book, voucher.series, voucher.number]);
}

/** Refuses with PAYMENT_ALREADY_RECORDED the same payment by the same voucher a second time. */
export function mustBeNewPayment(grant: KnownGrant, payment: Payment): void {
  const key = paymentKey(payment);
  if (key === undefined || payment.voucher === undefined || !grant.payments.has(key)) return;
  const { book, series, number } = payment.voucher;
  throw new DomainError('PAYMENT_ALREADY_RECORDED', { book, series, number });
}
