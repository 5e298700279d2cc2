import type { Refusal } from './refusal.js';

/** Kronor that are to be followed. */
export const lineage = {
  TRACED_ALLOCATION_UNKNOWN: {
    kind: 'not-found',
    says: 'Ingen fördelning {allocation} fanns vid den tidpunkten. Se grant tree, och ange id:t som det står där.',
  },
  TRACED_RECIPIENT_UNKNOWN: {
    kind: 'not-found',
    says: 'Ingen fördelning har gått till den mottagaren. Se grant tree, och ange namnet eller organisationsnumret som det står där; en enskild näringsidkare söks med fördelningens id.',
  },
  TRACED_PAYMENT_UNKNOWN: {
    kind: 'not-found',
    says: 'Vid position {payment} står ingen utbetalning av ett bidrag. Se history, och ange utbetalningens position.',
  },
} as const satisfies Record<string, Refusal>;
