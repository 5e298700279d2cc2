import type { ChecklistItem, ClosingChecklist } from '#read-models';

import { heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

const words: Readonly<Record<ChecklistItem['condition'], string>> = {
  'not-closed': 'Bidraget är inte redan avslutat',
  'return-submitted': 'Återrapporten är lämnad',
  'repayment-settled': 'Kravet på återbetalning är betalt eller eftergivet',
  'return-up-to-date': 'Den lämnade återrapporten säger vad liggaren säger',
  'repayment-claimed': 'Det beräknade är krävt av myndigheten',
  'no-blocking-findings': 'Inga iakttagelser som stoppar återrapporten är öppna',
  'imports-completed': 'Inga inläsningar är påbörjade och inte klara',
  'allocations-decided': 'Alla tilldelningar är beslutade',
};
const SHOWN = 6;

/** What a grant has come to before it is closed, condition by condition. */
export const closingChecklistText = (checklist: ClosingChecklist): string =>
  page(
    `${heading(`Avsluta ${checklist.grant}`)}\n${momentText(checklist)}`,
    table(
      [{ title: 'Villkor' }, { title: 'Läge' }, { title: 'Belopp', align: 'right' }, { title: 'Position' }],
      checklist.conditions.map((item) => [
        `${words[item.condition]}${item.repayment === null ? '' : ` (${item.repayment})`}`,
        stateOf(item),
        item.amount === null ? '' : amountInSwedish(item.amount),
        positionsText(item.positions),
      ]),
    ),
    checklist.mayClose
      ? 'Bidraget kan avslutas med CloseGrant.'
      : 'CloseGrant nekas tills det som hindrar är åtgärdat.',
  );

const stateOf = ({ isMet, refusedWith }: ChecklistItem): string =>
  isMet ? 'uppfyllt' : refusedWith === null ? 'att kontrollera' : `hindrar (${refusedWith})`;

function positionsText(positions: readonly number[]): string {
  const more = positions.length > SHOWN ? ' …' : '';
  return `${positions.slice(0, SHOWN).map(countInSwedish).join(', ')}${more}`;
}
