import type { Deadline, GrantRegister, GrantState, NextDeadline, RegisteredGrant } from '#read-models';

import { type Column, heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish, counted, figureLabels } from '../swedish.js';
import { momentText } from './moment.js';
import { missingText } from './pruning.js';

const stateLabels: Readonly<Record<GrantState, string>> = {
  announced: 'utannonserat',
  requisitioned: 'rekvirerat',
  awarded: 'beviljat',
  paid: 'utbetalt',
  returned: 'återrapporterat',
  repaid: 'återbetalt',
  closed: 'avslutat',
};
const deadlineLabels: Readonly<Record<Deadline['what'], string>> = {
  requisition: 'rekvirera',
  use: 'använd',
  return: 'återrapportera',
  repayment: 'betala tillbaka',
  underlay: 'lämna underlag',
};
const GRANT: Column = { title: 'Bidrag', max: 28 };
const right = (title: string): Column => ({ title, align: 'right' });
const FIGURES = ['awarded', 'used', 'unused'] as const;

/** The grants of the organisation: how far each has come, its figures, the days to keep and what is to be looked at. */
export const grantRegisterText = (register: GrantRegister): string =>
  page(
    `${heading('Bidrag')}\n${momentText(register)}, sett från ${register.day}`,
    figuresText(register),
    register.grants.length === 0 ? null : daysText(register.grants),
    missingText(
      'Det som använts av bidraget',
      register.grants.flatMap(({ grant, pruned }) => (pruned === null ? [] : { name: grant, decision: pruned })),
    ),
  );

function figuresText({ grants, totals }: GrantRegister): string {
  const columns = [
    ...[GRANT, { title: 'Statsbidrag', max: 24 }, { title: 'År' }, { title: 'Läge' }],
    ...FIGURES.map((figure) => right(figureLabels[figure])),
  ];
  const amounts = (of: RegisteredGrant | GrantRegister['totals']) =>
    FIGURES.map((figure) => amountInSwedish(of[figure]));
  return table(columns, [
    ...grants.map((row) => {
      const { grant, programme, state } = row;
      return [grant, programme.id, `${programme.year}`, stateLabels[state], ...amounts(row)];
    }),
    [counted(grants.length, 'bidrag', 'bidrag'), '', '', '', ...amounts(totals)],
  ]);
}

function daysText(grants: readonly RegisteredGrant[]): string {
  const columns = [
    ...[GRANT, { title: 'Rekvirera' }, { title: 'Använd' }, { title: 'Rapportera' }, { title: 'Nästa' }],
    ...['Hindrar', 'Åtgärda', 'Veta'].map(right),
  ];
  return table(
    columns,
    grants.map(({ grant, deadlines, next, findings: { blocks, warning, info } }) => {
      const dayOf = (what: Deadline['what']) => deadlines.find((deadline) => deadline.what === what)?.date ?? 'ej satt';
      const days = [dayOf('requisition'), dayOf('use'), dayOf('return')];
      return [grant, ...days, nextText(next), ...[blocks, warning, info].map(countInSwedish)];
    }),
  );
}

/** What is next to be done, and how long there is: `återrapportera om 34 dagar`, `rekvirera: försenad 2 dagar`. */
function nextText(next: NextDeadline | null): string {
  if (next === null) return '';
  const { what, daysLeft } = next;
  const label = deadlineLabels[what];
  if (daysLeft === 0) return `${label} i dag`;
  const days = counted(Math.abs(daysLeft), 'dag', 'dagar');
  return daysLeft > 0 ? `${label} om ${days}` : `${label}: försenad ${days}`;
}
