import { amountInSwedish } from '../swedish.js';
import { backups } from './backups.js';
import { charts } from './charts.js';
import { copiedLog } from './copied-log.js';
import { doors } from './doors.js';
import { doubleFunding } from './double-funding.js';
import { erasures } from './erasures.js';
import { forms } from './forms.js';
import { eventStore } from './event-store.js';
import { evidence } from './evidence.js';
import { matching } from './matching.js';
import { exports } from './exports.js';
import { findings } from './findings.js';
import { grants } from './grants.js';
import { history } from './history.js';
import { imports } from './imports.js';
import { invoices } from './invoices.js';
import { keptFiles } from './kept-files.js';
import { ledger } from './ledger.js';
import { lineage } from './lineage.js';
import { log } from './log.js';
import { mappings } from './mappings.js';
import { objectStore } from './object-store.js';
import { originals } from './originals.js';
import { outputs } from './outputs.js';
import { packages } from './packages.js';
import { payroll } from './payroll.js';
import { pdfs } from './pdfs.js';
import { postgres } from './postgres.js';
import { projector } from './projector.js';
import { proofs } from './proofs.js';
import { prunings } from './prunings.js';
import { quarantine } from './quarantine.js';
import type { Refusal } from './refusal.js';
import { ofReturns } from './returns.js';
import { rows } from './rows.js';
import { runs } from './runs.js';
import { samples } from './samples.js';
import { servers } from './servers.js';
import { signer } from './signer.js';
import { tables } from './tables.js';
import { uploads } from './uploads.js';
import { vault } from './vault.js';
import { values } from './values.js';
import { xml } from './xml.js';

export type { Refusal, RefusalKind } from './refusal.js';

/** Every refusal that there is. The codes are stable: doors, specs and `docs/errors.md` name them. */
export const refusals = {
  ...values,
  ...xml,
  ...grants,
  ...ofReturns,
  ...ledger,
  ...imports,
  ...charts,
  ...invoices,
  ...pdfs,
  ...keptFiles,
  ...erasures,
  ...prunings,
  ...quarantine,
  ...mappings,
  ...tables,
  ...forms,
  ...outputs,
  ...packages,
  ...runs,
  ...history,
  ...log,
  ...eventStore,
  ...copiedLog,
  ...postgres,
  ...projector,
  ...rows,
  ...servers,
  ...proofs,
  ...signer,
  ...exports,
  ...backups,
  ...findings,
  ...lineage,
  ...samples,
  ...evidence,
  ...originals,
  ...doubleFunding,
  ...matching,
  ...vault,
  ...objectStore,
  ...payroll,
  ...uploads,
  ...doors,
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
  return typeof detail === 'object' && /^-?\d+\.\d\d$/.test(text) ? amountInSwedish(text) : text;
}
