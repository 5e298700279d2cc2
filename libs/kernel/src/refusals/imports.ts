import type { Refusal } from './catalogue.js';

export const imports = {} as const satisfies Record<string, Refusal>;
