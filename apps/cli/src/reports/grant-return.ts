import type { GrantReturn, RepaymentDue, ReturnInOrder } from '#read-models';
import { explained, heldOutWords, stepWords } from '#underlay';

import { facts, heading, page, table, wrapped } from '../output.js';
import { amountInSwedish, countInSwedish, UNKNOWN } from '../swedish.js';
import { momentText } from './moment.js';
import { STANDS } from './package.js';

/** A return as a person reads it before it is sent; `faults` are those of a draft of its answers, null without one. */
export function returnText(found: GrantReturn, faults: readonly string[] | null): string {
  const { document, digest } = found;
  const { programme, form } = document;
  return page(
    `${heading(`Återrapport av ${document.grant}`)}\n${momentText(document)}`,
    facts([
      ['Statsbidrag', `${programme.title} ${programme.year}, ${programme.regulation}`],
      ['Blankett', form === null ? 'finns inte i de antagna reglerna' : `version ${form.version}`],
      ['Kontrollsumma', digest],
    ]),
    form === null ? null : wrapped(form.sv),
    amountsText(found),
    areasText(found),
    providersText(found),
    notEligibleText(found),
    checksText(found),
    repaymentText(found.repayment),
    faults === null ? null : answersText(faults),
  );
}

const right = (title: string) => ({ title, align: 'right' as const });
const kronorText = (kronor: string | null): string =>
  kronor === null ? '' : countInSwedish(Number.parseInt(kronor, 10));

function amountsText({ document, figures }: GrantReturn): string {
  const columns = [{ title: 'Belopp i kronor' }, right('Exakt'), right('Hela kronor')];
  if (document.amounts.length > 0) {
    const rows = document.amounts.map(({ sv, amount, kronor }) => [sv, amountInSwedish(amount), kronorText(kronor)]);
    return table(columns, rows);
  }
  const rows = [
    ['Mottaget', amountInSwedish(figures.received.toString())],
    ['Använt', amountInSwedish(figures.used.toString())],
    ['Ej förbrukat', amountInSwedish(figures.unused.toString())],
  ];
  return table(columns.slice(0, 2), rows);
}

function areasText({ document: { areas, total } }: GrantReturn): string | null {
  if (areas.length === 0) return null;
  const rows = areas.map(({ area, performer, amount, kronor }) => [
    ...[area === null ? 'okänt' : String(area), performer, amountInSwedish(amount), kronorText(kronor)],
  ]);
  return table(
    [{ title: 'Område' }, { title: 'Utförare', max: 40 }, right('Använt'), right('Hela kronor')],
    [...rows, ['Summa', '', amountInSwedish(total.amount), kronorText(total.kronor)]],
  );
}

function providersText({ document: { providers } }: GrantReturn): string | null {
  if (providers.length === 0) return null;
  const columns = ['Vidareförmedlat', 'Rapporterat', 'Räknas', 'Ej rapporterat'].map(right);
  const rows = providers.map(({ performer, passedOn, reported, reportedOn, counted, notReported }) => [
    ...[performer, amountInSwedish(passedOn), amountInSwedish(reported), amountInSwedish(counted)],
    ...[amountInSwedish(notReported), reportedOn ?? 'inte rapporterat'],
  ]);
  return table([{ title: 'Vidare till', max: 40 }, ...columns, { title: 'Rapport den' }], rows);
}

function notEligibleText({ document: { notEligible } }: GrantReturn): string | null {
  if (notEligible.length === 0) return null;
  const rows = notEligible.map(({ reason, amount, positions }) => [
    ...[heldOutWords[reason], amountInSwedish(amount), countInSwedish(positions.length)],
  ]);
  return table([{ title: 'Ej stödberättigande' }, right('Belopp'), right('Händelser')], rows);
}

function checksText({ checks }: GrantReturn): string | null {
  if (checks.length === 0) return null;
  const outcome = ({ holds, level }: GrantReturn['checks'][number]) =>
    holds ? 'stämmer' : level === 'stop' ? 'STOPP' : 'varning';
  const failed = checks.filter(({ holds }) => !holds);
  const said = failed.map((check) => wrapped(`${check.sv} ${explained(check)}${eventsText(check.positions)}`));
  return page(
    table(
      [{ title: 'Kontroll' }, { title: 'Utfall' }],
      checks.map((check) => [check.sv, outcome(check)]),
    ),
    said.join('\n'),
  );
}

const SHOWN = 10;
function eventsText(positions: readonly number[]): string {
  if (positions.length === 0) return '';
  const more = positions.length > SHOWN ? ` och ${countInSwedish(positions.length - SHOWN)} till` : '';
  return ` Position ${positions.slice(0, SHOWN).map(countInSwedish).join(', ')}${more}.`;
}

/** What is to be repaid, ground by ground, and what became of it. */
export function repaymentText(due: RepaymentDue): string {
  const rows = due.grounds.flatMap(({ paragraph, sv, calculation }) => [
    [`${paragraph} ${sv}`, ''],
    ...calculation.map(({ what, amount }) => [`  ${stepWords[what]}`, amountInSwedish(amount)]),
  ]);
  const sums = [
    ['Beräknat att återbetala', due.computed],
    ['Bedömt', due.assessed],
    ['Krävt', due.claimed],
    ['Kan ännu krävas', due.unclaimed],
    ['Eftergivet', due.waived],
    ['Betalt', due.paid],
    ['Skuld', due.liability],
  ] as const;
  const told = sums.map(([label, value]) => [label, amountInSwedish(value)]);
  return page(
    table([{ title: 'Återbetalning' }, right('Belopp')], [...rows, ...told]),
    due.isPreliminary ? `Skulden är okänd (${UNKNOWN}) så länge användningstiden pågår: mer kan användas.` : null,
  );
}

const answersText = (faults: readonly string[]): string =>
  faults.length === 0 ? 'Svaren i utkastet passar blanketten.' : `Svaren i utkastet\n${faults.map(wrapped).join('\n')}`;

interface Files {
  readonly grant: string;
  readonly position: number;
  readonly digest: string;
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly size: number }[];
  readonly run: { readonly isNew: boolean };
}
/** The files that a return was built as. */
export const returnFilesText = ({ grant, position, digest, files, run }: Files): string =>
  page(
    run.isNew ? null : STANDS,
    facts([
      ['Återrapport', grant],
      ['Position', countInSwedish(position)],
      ['Kontrollsumma', digest],
    ]),
    table(
      [{ title: 'Fil' }, right('Byte'), { title: 'SHA-256' }],
      files.map(({ file, sha256, size }) => [file, countInSwedish(size), sha256]),
    ),
  );

interface Differences {
  readonly grant: string;
  readonly position: number;
  readonly perDate?: string;
  readonly returns: readonly ReturnInOrder[];
}
const rowNames = { received: 'Mottaget', used: 'Använt', unused: 'Ej förbrukat', area: 'Område' } as const;

/** The returns of a grant, each row by row against the one before it. */
export function returnDifferencesText({ grant, returns, ...moment }: Differences): string {
  const head = `${heading(`Återrapporter av ${grant}`)}\n${momentText(moment)}`;
  if (returns.length === 0) return page(head, 'Ingen återrapport är lämnad.');
  return page(head, ...returns.map(inOrderText));
}

function inOrderText(one: ReturnInOrder, at: number): string {
  const { act, position, differences, digest } = one;
  const title = act === null ? 'Liggaren nu' : `${act}, lämnad vid position ${countInSwedish(position)}`;
  const head = page(title, digest === null ? null : `Kontrollsumma ${digest}`);
  if (differences.length === 0) return `${head}\n${at === 0 ? 'Den första.' : 'Ingen skillnad mot den före.'}`;
  const rows = differences.map(({ row, area, performer, before, after, difference }) => [
    row === 'area' ? `${rowNames.area} ${area ?? 'okänt'}, ${performer ?? ''}` : rowNames[row],
    ...[amountInSwedish(before), amountInSwedish(after), amountInSwedish(difference)],
  ]);
  return `${head}\n${table([{ title: 'Rad', max: 60 }, right('Före'), right('Efter'), right('Skillnad')], rows)}`;
}
