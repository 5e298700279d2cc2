import { DomainError, type Money } from '#kernel';

import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { type Grant, openGrant } from './grant.state.js';
import { leftOf } from './repayment.js';

/** What a grant must have come to before it is closed: whether it has, and what the closing is refused with where not. */
export type ClosingCondition =
  | { readonly condition: 'return-submitted'; readonly isMet: boolean; readonly code: 'RETURN_MISSING' }
  | {
      readonly condition: 'repayment-settled';
      readonly isMet: boolean;
      readonly code: 'REPAYMENT_OPEN';
      readonly repayment: string;
      /** What of the claim is neither let be nor paid; null while nothing is claimed. */
      readonly available: Money | null;
    };
interface Closing {
  readonly returned: boolean;
  readonly repayments: ReadonlyMap<string, Parameters<typeof leftOf>[0]>;
}

/** Every condition of closing a grant, met or not: what refuses the closing is what a checklist shows. */
export const closingConditions = ({ returned, repayments }: Closing): readonly ClosingCondition[] => [
  { condition: 'return-submitted', isMet: returned, code: 'RETURN_MISSING' },
  ...[...repayments].map(([repayment, one]): ClosingCondition => {
    const available = leftOf(one);
    const isMet = available?.isPositive !== true;
    return { condition: 'repayment-settled', isMet, code: 'REPAYMENT_OPEN', repayment, available };
  }),
];

/** Refuses with GRANT_UNKNOWN, GRANT_CLOSED, RETURN_MISSING, REPAYMENT_OPEN. */
export function close(state: Grant, { data, facts }: GrantCommandOf<'CloseGrant'>): readonly GrantEvent[] {
  const { grant } = data;
  const open = closingConditions(openGrant(state, grant)).find(({ isMet }) => !isMet);
  if (open?.condition === 'return-submitted') throw new DomainError(open.code, { grant });
  if (open !== undefined) {
    throw new DomainError(open.code, { repayment: open.repayment, available: open.available ?? '' });
  }
  return [{ type: 'GrantClosed', data: { ...data, commitment: facts.commitment } }];
}
