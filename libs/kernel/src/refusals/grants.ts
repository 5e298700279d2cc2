import type { Refusal } from './refusal.js';

export const grants = {} as const satisfies Record<string, Refusal>;
