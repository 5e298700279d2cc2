import { doors } from './doors.js';
import { grants } from './grants.js';
import { imports } from './imports.js';
import { keptFiles } from './kept-files.js';
import { ledger } from './ledger.js';
import { log } from './log.js';
import { quarantine } from './quarantine.js';
import type { Refusal } from './refusal.js';
import { values } from './values.js';

export type { Refusal, RefusalKind } from './refusal.js';

/** Every refusal that there is. The codes are stable: doors, specs and `docs/errors.md` name them. */
export const refusals = {
  ...{ ...values, ...grants, ...ledger, ...imports, ...keptFiles, ...quarantine, ...log, ...doors },
} as const satisfies Record<string, Refusal>;

/** The name of the rule that was broken. */
export type RefusalCode = keyof typeof refusals;

type Detail = { toString(): string } | null;

/** The sentence that a person reads of a refusal. */
export const sentenceOf = (code: RefusalCode, details: Readonly<Record<string, Detail>>): string =>
  filledIn(refusals[code].says, details);

/** A catalogue's sentence with its `{details}` filled in: lists with commas, amounts the Swedish way. */
export const filledIn = (says: string, details: Readonly<Record<string, Detail>>): string =>
  says.replaceAll(/\{(\w+)\}/g, (_, name: string) => inWords(details[name] ?? null));

function inWords(detail: Detail): string {
  if (detail === null) return '–';
  if (Array.isArray(detail)) return detail.length === 0 ? '–' : detail.map(String).join(', ');
  const text = detail.toString();
  if (typeof detail !== 'object' || !/^-?\d+\.\d\d$/.test(text)) return text;
  // Typed as no-break space and comma, the way amounts are written in Swedish: 1 234,50.
  return text
    .replace('-', '\u2212')
    .replace('.', ',')
    .replaceAll(/\B(?=(?:\d{3})+,)/g, '\u00a0');
}
