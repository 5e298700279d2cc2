import { grants } from './grants.js';
import { imports } from './imports.js';
import { ledger } from './ledger.js';
import { log } from './log.js';
import type { Refusal } from './refusal.js';
import { values } from './values.js';

export type { Refusal, RefusalKind } from './refusal.js';

/** Every refusal that there is. The codes are stable: doors, specs and `docs/errors.md` name them. */
export const refusals = { ...values, ...grants, ...ledger, ...imports, ...log } as const satisfies Record<
  string,
  Refusal
>;

/** The name of the rule that was broken. */
export type RefusalCode = keyof typeof refusals;

export const sentenceOf = (
  code: RefusalCode,
  details: Readonly<Record<string, { toString(): string } | null>>,
): string => refusals[code].says.replaceAll(/\{(\w+)\}/g, (_, name: string) => details[name]?.toString() ?? '–');
