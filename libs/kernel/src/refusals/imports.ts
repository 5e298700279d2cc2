import type { Refusal } from './refusal.js';

export const imports = {} as const satisfies Record<string, Refusal>;
