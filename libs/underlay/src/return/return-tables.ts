import type { GrantReturn } from '#read-models';
import { integerCell, type SheetColumn, textCell, type WrittenCell } from '#tabular';

import { amount, amountOrNone, eventsCell, type NamedTable, text } from '../named-table.js';
import { explained, heldOutWords, stepWords } from './check-words.js';
import { ANSWER_COLUMNS, ANSWER_SHEET, type DraftAnswers } from './draft-answers.js';

const kronor = (heading: string): SheetColumn => ({ heading, holds: 'integer', width: 14 });
const kronorOrNone = (value: string | null): WrittenCell =>
  value === null ? null : integerCell(Number.parseInt(value, 10));

/** Every table of a return: what is sent, what it leaves out, what was checked, and what is to be repaid. */
export const returnTables = (found: GrantReturn, draft: DraftAnswers | null): readonly NamedTable[] => [
  amounts(found),
  areas(found),
  providers(found),
  notEligible(found),
  checks(found),
  repayment(found),
  ...answers(found, draft),
];

const amounts = ({ document }: GrantReturn): NamedTable => ({
  name: 'Belopp',
  columns: [text('Fält', 16), text('Uppgift', 44), amount('Belopp'), kronor('Hela kronor'), amount('Avrundat')],
  rows: document.amounts.map(({ field, sv, amount: exact, kronor: whole, remainder }) => [
    ...[textCell(field), textCell(sv), amountOrNone(exact), kronorOrNone(whole), amountOrNone(remainder)],
  ]),
});

const areas = ({ document: { areas: rows, total } }: GrantReturn): NamedTable => ({
  name: 'Områden',
  columns: [text('Område', 14), text('Utförare', 44), amount('Använt'), kronor('Hela kronor')],
  rows: rows.map(({ area, performer, amount: exact, kronor: whole }) => [
    ...[textCell(area === null ? 'okänt område' : String(area)), textCell(performer)],
    ...[amountOrNone(exact), kronorOrNone(whole)],
  ]),
  foot: [textCell('Summa'), null, amountOrNone(total.amount), kronorOrNone(total.kronor)],
});

const providers = ({ document }: GrantReturn): NamedTable => ({
  name: 'Utförare',
  columns: [
    ...[
      text('Tilldelning', 22),
      text('Utförare', 36),
      text('Kommun', 8),
      amount('Tilldelat'),
      amount('Vidareförmedlat'),
    ],
    ...[
      amount('Rapporterat'),
      text('Rapport den', 12),
      amount('Räknas'),
      amount('Ej rapporterat'),
      text('Händelser', 16),
    ],
  ],
  rows: document.providers.map((one) => [
    ...[textCell(one.allocation), textCell(one.performer), textCell(one.municipality), amountOrNone(one.allocated)],
    ...[amountOrNone(one.passedOn), amountOrNone(one.reported), textCell(one.reportedOn)],
    ...[amountOrNone(one.counted), amountOrNone(one.notReported), eventsCell(one.positions)],
  ]),
});

const notEligible = ({ document }: GrantReturn): NamedTable => ({
  name: 'Ej stödberättigande',
  columns: [text('Skäl', 44), amount('Belopp'), kronor('Händelser'), text('Positioner', 40)],
  rows: document.notEligible.map(({ reason, amount: exact, positions }) => [
    ...[textCell(heldOutWords[reason]), amountOrNone(exact), integerCell(positions.length), eventsCell(positions)],
  ]),
});

const checks = ({ checks: all }: GrantReturn): NamedTable => ({
  name: 'Kontroller',
  columns: [text('Kontroll', 44), text('Nivå', 10), text('Utfall', 10), text('Förklaring', 60), text('Positioner', 30)],
  rows: all.map((check) => [
    ...[textCell(check.sv), textCell(check.level === 'stop' ? 'stoppar' : 'varnar')],
    ...[textCell(check.holds ? 'stämmer' : 'faller'), textCell(explained(check)), eventsCell(check.positions)],
  ]),
});

function repayment({ repayment: due }: GrantReturn): NamedTable {
  const rows = due.grounds.flatMap(({ paragraph, sv, calculation, positions }) =>
    calculation.map(({ what, amount: exact }, at) => [
      ...[textCell(at === 0 ? `${paragraph} ${sv}` : ''), textCell(stepWords[what]), amountOrNone(exact)],
      at === 0 ? eventsCell(positions) : null,
    ]),
  );
  const sums = [
    ['Beräknat att återbetala', due.computed],
    ['Bedömt', due.assessed],
    ['Krävt', due.claimed],
    ['Eftergivet', due.waived],
    ['Betalt', due.paid],
    [due.isPreliminary ? 'Skuld (okänd så länge mer kan användas)' : 'Skuld', due.liability],
  ] as const;
  return {
    name: 'Återbetalning',
    columns: [text('Grund', 50), text('Beräkning', 40), amount('Belopp'), text('Positioner', 30)],
    rows: [...rows, ...sums.map(([label, value]) => [textCell(label), null, amountOrNone(value), null])],
  };
}

/** The form's questions with what a draft answers: the sheet can be filled in and read as a draft. */
function answers({ form }: GrantReturn, draft: DraftAnswers | null): NamedTable[] {
  const asked = (form?.fields ?? []).filter(({ kind }) => kind === 'text' || kind === 'signatory');
  if (asked.length === 0) return [];
  const answerTo = ({ id, kind }: (typeof asked)[number]) =>
    (kind === 'signatory' ? draft?.signatory : draft?.answers[id]) ?? null;
  return [
    {
      name: ANSWER_SHEET,
      columns: [text(ANSWER_COLUMNS.field, 16), text('Fråga', 44), text(ANSWER_COLUMNS.answer, 80)],
      rows: asked.map((field) => [textCell(field.id), textCell(field.sv), textCell(answerTo(field))]),
    },
  ];
}
