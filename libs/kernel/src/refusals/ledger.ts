import type { Refusal } from './refusal.js';

export const ledger = {} as const satisfies Record<string, Refusal>;
