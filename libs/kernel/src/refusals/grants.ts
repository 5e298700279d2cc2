import type { Refusal } from './catalogue.js';

export const grants = {} as const satisfies Record<string, Refusal>;
