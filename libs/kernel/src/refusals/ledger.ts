import type { Refusal } from './catalogue.js';

export const ledger = {} as const satisfies Record<string, Refusal>;
