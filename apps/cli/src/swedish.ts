import { amountInSwedish as written, type RefusalKind } from '#kernel';
import type { AccountRole } from '#ledger';

export { counted, countInSwedish } from '#kernel';

/**
 * The words of figures, counts and events as an accountant reads them. Commands, reports and the demo take them from here,
 * so that one figure has one name everywhere (docs/glossary.md).
 */
export { type FigureName, figureWords as figureLabels } from '#read-models';

/** What an account is to a grant. */
export const roleLabels: Readonly<Record<AccountRole, string>> = {
  cost: 'kostnad',
  'reduces-cost': 'minskar kostnad',
  'passed-on': 'vidareförmedlat',
  internal: 'intern post',
  'grant-income': 'bidragsintäkt',
  'grant-liability': 'bidragsskuld',
  balance: 'balanskonto',
  ignored: 'räknas inte',
};

/** What a posted line is to the grant. */
export const kindOfCostLabels: Readonly<Record<string, string>> = {
  cost: 'kostnad',
  'reduces-cost': 'minskar kostnad',
  'passed-on': 'vidareförmedlat',
};

/** What a posted amount counts as. */
export const countLabels = {
  used: 'använt',
  'passed-on': 'använt så långt mottagaren rapporterar',
  notEligible: 'ej stödberättigande',
  unresolved: 'outrett, området är okänt',
} as const;

/** What holds a posted amount out of the grant. */
export const heldOutLabels = {
  disallowed: 'underkänd',
  outside: 'utanför användningstiden',
  closed: 'efter att koden avslutades',
  area: 'området ingår inte i potten',
} as const;

/** How much a finding asks for. */
export const severityLabels = {
  blocks: 'Hindrar återrapporten',
  warning: 'Att åtgärda',
  info: 'Att känna till',
} as const;

/** What happened, per event type, the way a voucher's history and the log's lists tell it. */
export const eventLabels: Readonly<Record<string, string>> = {
  VoucherRecorded: 'Inläst',
  VoucherExtended: 'Utökad med fler rader',
  VoucherRestated: 'Ändrad i källan',
  VoucherWithdrawn: 'Återtagen',
  CostPosted: 'Förd som kostnad',
  CostWithdrawn: 'Kostnaden borttagen',
  CostReviewed: 'Leveranstid angiven',
  CostDisallowed: 'Underkänd, eller godkänd igen',
  EvidenceLinked: 'Underlag kopplat',
  EvidenceUnlinked: 'Underlag bortkopplat',
  ActConfirmed: 'Åtgärden bekräftad',
  ActRejected: 'Åtgärden avvisad',
  PrivatePartErased: 'Text raderad',
  YearPruned: 'Räkenskapsår gallrat',
};

/** What became of the vouchers of a file. */
export const importLabels = {
  read: 'Lästa',
  taken: 'Intagna',
  extended: 'Utökade',
  known: 'Redan kända',
  changed: 'Ändrade i källan',
  missing: 'Saknas i filen',
  refused: 'Ej läsbara',
  quarantined: 'I karantän',
  outOfScope: 'Utanför urvalet',
} as const;

/** What a process that fails says of itself, before the sentence of the refusal. */
export const kindLabels: Readonly<Record<RefusalKind, string>> = {
  usage: 'Fel i anropet',
  refused: 'Nekat',
  'not-found': 'Finns inte',
  conflict: 'Krock',
  integrity: 'Skadat',
  unavailable: 'Går inte just nu',
};

/** What stands in the place of a figure that no event has told. */
export const UNKNOWN = 'okänt';
/** An amount as written in Swedish, `−1 234,50`; `okänt` where it is null, which is never zero. */
export const amountInSwedish = (amount: string | null): string => (amount === null ? UNKNOWN : written(amount));
