import {
  type EvidenceMatched,
  type FilledGap,
  type FilledGaps,
  type GapList,
  type LinkedByName,
  type PlannedLink,
  type RepostingMatched,
} from '#intake';
import type { Reason } from '#evidence';
import { type CoverageSums, type CoveredLine, type EvidenceCoverage, lackWords, turnWords } from '#read-models';

import { type Column, facts, heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

const right = (title: string): Column => ({ title, align: 'right' });
const LINES_SHOWN = 50;

const sumsText = ({ amount, covered, partly, missing }: CoverageSums): string =>
  facts([
    ['Kostnader att styrka', `${amountInSwedish(amount)} kr`],
    ['Helt styrkta', `${amountInSwedish(covered)} kr`],
    ['Styrkt av resten', `${amountInSwedish(partly)} kr`],
    ['Saknar underlag', `${amountInSwedish(missing)} kr`],
  ]);

interface CoverageShown {
  readonly written: GapList | null;
  /** What suppliers are called, by their keys, as far as it is still held. */
  readonly names: ReadonlyMap<string, string>;
}

/** What is proved and what is missing, by project code, unit and turn, with the lines. */
export function coverageText(coverage: EvidenceCoverage, { written, names }: CoverageShown): string {
  const { totals, projectCodes, units, suppliers, turns, lines } = coverage;
  const gaps = lines.filter(({ lacks }) => lacks.length > 0);
  return page(
    `${heading('Underlag')}\n${momentText(coverage)}`,
    sumsText(totals),
    sumsTable(
      'Projektkod',
      projectCodes.map((sums) => [sums.projectCode, sums] as const),
    ),
    sumsTable(
      'Enhet',
      units.map((sums) => [sums.unit, sums] as const),
    ),
    suppliers.every(({ supplier }) => supplier === null)
      ? null
      : sumsTable(
          'Leverantör',
          suppliers.map((sums) => [supplierWords(sums.supplier, names), sums] as const),
        ),
    sumsTable(
      'Nästa steg hos',
      turns.flatMap((sums) =>
        sums.turn === null ? [] : [[turnWords[sums.turn as keyof typeof turnWords], sums] as const],
      ),
    ),
    kindsTable(coverage),
    throughTable(lines),
    gaps.length === 0 ? 'Inget saknas.' : gapsTable(gaps.slice(0, LINES_SHOWN)),
    gaps.length > LINES_SHOWN
      ? `… och ${countInSwedish(gaps.length - LINES_SHOWN)} rader till; alla med --json eller --xlsx.`
      : null,
    written === null ? null : `Listan är skriven: ${written.path}`,
  );
}

function sumsTable(title: string, rows: readonly (readonly [string | null, CoverageSums])[]): string | null {
  if (rows.length === 0) return null;
  const columns = [{ title }, right('Rader'), right('Belopp'), right('Styrkt'), right('Delvis'), right('Saknas')];
  return table(
    columns,
    rows.map(([name, { lines, amount, covered, partly, missing }]) => {
      return [name ?? '–', countInSwedish(lines), ...[amount, covered, partly, missing].map(amountInSwedish)];
    }),
  );
}

const KEY = /^[0-9a-f]{32}$/;
/** A key says nothing to anybody: its beginning tells one supplier from another where the name is gone. */
const supplierWords = (supplier: string | null, names: ReadonlyMap<string, string>): string | null =>
  supplier === null ? null : (names.get(supplier) ?? (KEY.test(supplier) ? supplier.slice(0, 8) : supplier));

/** Which kinds of document are missing, and for how much. */
function kindsTable({ kinds }: EvidenceCoverage): string | null {
  if (kinds.length === 0) return null;
  return table(
    [{ title: 'Underlag som saknas' }, right('Rader'), right('Belopp')],
    kinds.map(({ anyOf, lines, missing }) => [
      ...[lackWords({ lacks: [{ anyOf, amount: missing }] }), countInSwedish(lines), amountInSwedish(missing)],
    ]),
  );
}

const nameOf = ({ book, series, number }: RepostingMatched['original']): string =>
  `${[series, number].filter((part) => part !== '').join(' ')} i ${book}`;

/** Costs that are moved, and are proved through the vouchers that they were moved from. */
function throughTable(lines: readonly CoveredLine[]): string | null {
  const proved = lines.filter(({ through }) => through.some(({ proves }) => proves));
  if (proved.length === 0) return null;
  return table(
    [{ title: 'Omförd kostnad' }, right('Rad'), right('Belopp'), right('Styrkt'), { title: 'Genom verifikationen' }],
    proved.slice(0, LINES_SHOWN).map(({ series, number, line, amount, covered, through }) => [
      ...[`${series} ${number}`.trim(), String(line), amountInSwedish(amount), amountInSwedish(covered)],
      through
        .filter(({ proves }) => proves)
        .map(nameOf)
        .join(', '),
    ]),
  );
}

function gapsTable(gaps: readonly CoveredLine[]): string {
  const columns = [
    ...[{ title: 'Datum' }, { title: 'Verifikation' }, right('Rad'), { title: 'Konto' }, { title: 'Enhet' }],
    ...[right('Belopp'), right('Saknas'), { title: 'Behöver', max: 44 }, { title: 'Hos' }],
  ];
  return table(
    columns,
    gaps.map((gap) => [
      ...[gap.date, `${gap.series} ${gap.number}`.trim(), String(gap.line), gap.account, gap.unit ?? '–'],
      ...[amountInSwedish(gap.amount), amountInSwedish(gap.missing), lackWords(gap)],
      gap.turn === null ? '' : turnWords[gap.turn],
    ]),
  );
}

const reasonWords: Readonly<Record<Reason, string>> = {
  number: 'fakturanummer',
  'part-of-number': 'del av nummer',
  supplier: 'leverantör',
  net: 'belopp utan moms',
  total: 'belopp med moms',
  'amount-of-line': 'en rads belopp',
  date: 'datum',
  'file-name': 'filens namn',
  'names-voucher': 'dokumentet anger verifikationen',
  reference: 'referens',
};

/** What a matching linked, what it asks about, and what is proved before and after. */
export function matchedText(matched: EvidenceMatched, dryRun: boolean): string {
  const { documents, exact, blocked, ranked, repostings, before, after } = matched;
  const asked = new Set(ranked.map(({ document }) => document)).size;
  return page(
    heading('Parade underlag'),
    facts([
      ['Dokument', countInSwedish(documents)],
      [dryRun ? 'Skulle kopplas' : 'Kopplade', countInSwedish(exact.length)],
      ['Nekade enligt kraven', countInSwedish(blocked.length)],
      ['Att ta ställning till', countInSwedish(asked)],
      ['Saknade före', `${amountInSwedish(before.missing)} kr`],
      ['Saknar nu', `${amountInSwedish(after.missing)} kr`],
    ]),
    repostings.length === 0 ? null : repostingsTable(repostings.slice(0, LINES_SHOWN), dryRun),
    blocked.length === 0 ? null : blockedTable(blocked.slice(0, LINES_SHOWN)),
    ranked.length === 0 ? null : foundTable(ranked.slice(0, LINES_SHOWN)),
  );
}

const blockedTable = (blocked: EvidenceMatched['blocked']): string =>
  table(
    [{ title: 'Nekat dokument' }, { title: 'Verifikation' }, { title: 'Varför' }],
    blocked.map(({ document, voucher: { series, number }, code }) => [
      ...[document.slice(0, 8), `${series} ${number}`.trim(), code],
    ]),
  );

function repostingsTable(repostings: readonly RepostingMatched[], dryRun: boolean): string {
  const words = dryRun
    ? { linked: 'skulle kopplas', 'taken-in': 'skulle tas in ur en sparad fil och kopplas', refused: 'nekad' }
    : { linked: 'kopplad', 'taken-in': 'intagen ur en sparad fil och kopplad', refused: 'nekad' };
  return table(
    [{ title: 'Omförd kostnad' }, right('Rad'), right('Belopp'), { title: 'Från verifikationen' }, { title: 'Utfall' }],
    repostings.map(({ voucher: { series, number }, line, amount, original, outcome, code }) => [
      ...[`${series} ${number}`.trim(), String(line), amountInSwedish(amount), nameOf(original)],
      code === undefined ? words[outcome] : `${words[outcome]}: ${code}`,
    ]),
  );
}

/** What a link would take in, with nothing recorded. */
export function plannedLinkText({ takesIn }: PlannedLink): string {
  const title = heading('Provkörning av koppling, inget är kopplat');
  if (takesIn === null) return page(title, 'Det som styrker raden finns redan i liggaren; inget skulle tas in.');
  return page(
    title,
    facts([
      ['Skulle tas in', nameOf(takesIn)],
      ['Bokföringsdag', takesIn.date],
      ['Rader', countInSwedish(takesIn.lines)],
      ['I debet', `${amountInSwedish(takesIn.debit)} kr`],
      ['Ur filen från inläsningen', takesIn.import],
    ]),
  );
}

/** What was linked by the names of files. */
export const linkedByNameText = ({ linked, before, after }: LinkedByName, dryRun: boolean): string =>
  page(
    heading('Kopplade efter filnamn'),
    facts([
      [dryRun ? 'Skulle kopplas' : 'Kopplade', countInSwedish(linked.length)],
      ['Saknade före', `${amountInSwedish(before.missing)} kr`],
      ['Saknar nu', `${amountInSwedish(after.missing)} kr`],
    ]),
    linked.length === 0 ? null : foundTable(linked.slice(0, LINES_SHOWN)),
  );

const foundTable = (found: EvidenceMatched['ranked']): string =>
  table(
    [{ title: 'Dokument' }, { title: 'Verifikation' }, { title: 'Rader' }, { title: 'Skäl' }],
    found.map(({ document, voucher: { series, number }, links, reasons }) => [
      ...[document.slice(0, 8), `${series} ${number}`.trim(), links.map(({ line }) => line).join(', ')],
      reasons.map((reason) => reasonWords[reason]).join(', '),
    ]),
  );

const outcomeWords: Readonly<Record<FilledGap['outcome'], string>> = {
  linked: 'kopplad',
  'file-unknown': 'ingen fil med det namnet är inlagd',
  'file-of-several': 'flera inlagda filer heter så: koppla med evidence link',
  refused: 'nekad',
  'only-comment': 'bara en kommentar',
};

/** What became of each row of a list that came back. */
export const filledText = ({ rows }: FilledGaps): string =>
  page(
    heading('Ifylld lista'),
    rows.length === 0
      ? 'Inget var ifyllt.'
      : table(
          [right('Rad i listan'), { title: 'Utfall' }],
          rows.map(({ row, outcome, code }) => [
            String(row),
            code === undefined ? outcomeWords[outcome] : `${outcomeWords[outcome]}: ${code}`,
          ]),
        ),
  );
