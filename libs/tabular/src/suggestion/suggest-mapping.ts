import { DomainError } from '#kernel';

import type { ColumnMapping, MappedColumn } from '../mapping/column-mapping.js';
import type { TableFile } from '../table/table.js';
import { ChosenColumns } from './chosen-columns.js';
import { sampleOf, type SampledSheet } from './sampled-sheet.js';
import { accountIn, amountIn, daysIn, dimensionsIn, voucherIn } from './suggested-fields.js';
import type { Suggestion, Trial } from './suggestion.js';
import { tried } from './trial-reading.js';

/**
 * Proposes a mapping from a sheet's header and first rows, says of each column what it is taken for and why, and tries it
 * on the sample. Refuses with TABLE_WITHOUT_HEADINGS, and with what the table's own reading refuses with.
 */
export async function suggestMapping(table: TableFile, sheet?: string): Promise<Suggestion> {
  const sample = await sampleOf(table, sheet);
  const chosen = new ChosenColumns(sample);
  const { mapping, trial } = await triedFrom(chosen, table);
  if (trial !== null) askOf(trial, chosen);
  return {
    ...{ sheet: sample.sheet, headerLine: sample.headerLine, columns: chosen.columns() },
    ...{ mapping, questions: chosen.questions, trial },
  };
}

interface Tried {
  readonly mapping: ColumnMapping | null;
  readonly trial: Trial | null;
}

async function triedFrom(chosen: ChosenColumns, table: TableFile): Promise<Tried> {
  const mapping = mappingFrom(chosen, table);
  if (mapping === null) return { mapping, trial: null };
  const found = { mapping, trial: await trialOf(chosen, mapping, table.dateSystem) };
  const [balance] = chosen.saying('balance');
  if (balance === undefined || found.trial === null) return found;
  // A running balance says nothing of a posting, but it may be where the rows of IB and UB have theirs.
  const { heading, nth } = balance;
  const more = { ...mapping, balance: { heading, ...(nth === undefined ? {} : { nth }) } };
  const trial = await tried(chosen.sheet, more, table.dateSystem);
  const { checked, differing } = found.trial.totals;
  if (trial.totals.checked <= checked || trial.totals.differing > differing) return found;
  chosen.take(balance, 'balance', { why: 'rubriken, och rader med IB och UB stämmer med konteringarna' });
  return { mapping: more, trial };
}

function mappingFrom(chosen: ChosenColumns, table: TableFile): ColumnMapping | null {
  const account = accountIn(chosen, table.dateSystem);
  const voucher = voucherIn(chosen);
  const days = daysIn(chosen);
  const money = amountIn(chosen);
  const said = optional(chosen);
  const dimensions = dimensionsIn(chosen);
  if (account === null || days === null || money === null) return null;
  const sheet = sheetToName(chosen.sheet, table);
  return { ...sheet, ...days, ...money, account, voucher, ...said, dimensions };
}

const OPTIONAL = ['text', 'signature', 'quantity'] as const;

function optional(chosen: ChosenColumns): Readonly<Partial<Record<(typeof OPTIONAL)[number], MappedColumn>>> {
  const found = OPTIONAL.map((field) => [field, chosen.takeSaid(field)] as const);
  return Object.fromEntries(found.filter(([, column]) => column !== undefined));
}

/** The first sheet need not be named: next month it may be called by another month. */
const sheetToName = ({ sheet }: SampledSheet, { sheets }: TableFile): { readonly sheet?: string } =>
  sheet === sheets[0]?.name ? {} : { sheet };

/** A sample without postings is no reason not to propose anything. */
async function trialOf(chosen: ChosenColumns, mapping: ColumnMapping, system: 1900 | 1904): Promise<Trial | null> {
  try {
    return await tried(chosen.sheet, mapping, system);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    chosen.ask(`Provläsningen nekades: ${error.message}`);
    return null;
  }
}

function askOf({ refused, unbalanced, totals }: Trial, chosen: ChosenColumns): void {
  if (refused > 0) chosen.ask('Rader nekades i provläsningen. Kontrollera decimaltecken, datumform och kolumner.');
  if (unbalanced > 0) {
    chosen.ask(
      'Verifikationer balanserar inte i provläsningen. Är filen ett urval, eller är beloppets tecken ett annat?',
    );
  }
  if (totals.differing > 0) chosen.ask('Summor i filen stämmer inte med raderna. Kontrollera beloppets kolumner.');
}
