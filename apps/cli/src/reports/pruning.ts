import type { PruningPlan } from '#intake';
import type { History } from '#read-models';

import { facts, heading, page, table } from '../output.js';
import { amountInSwedish, counted, countInSwedish } from '../swedish.js';

/** What a decision would prune, in counts and kronor. */
export const pruningPlanText = (plan: PruningPlan): string =>
  page(
    heading(`Provkörning av gallring av räkenskapsåret ${plan.year}, inget är gallrat eller föreslaget`),
    facts([
      ['Böcker', plan.books.join(', ')],
      ['Hela strömmar', countInSwedish(plan.size.streams)],
      ['Händelser', `${countInSwedish(plan.size.events)} (${countInSwedish(plan.size.bytes)} byte)`],
      ['Inläsningar', countInSwedish(plan.imports)],
      ['Sparade filer', countInSwedish(plan.files)],
      ['Dokument som gallras', countInSwedish(plan.documents.going.length)],
      ['Dokument som står kvar', countInSwedish(plan.documents.staying.length)],
      ['Projektkoder', plan.projectCodes.length === 0 ? 'inga' : plan.projectCodes.join(', ')],
      ['Får gallras från', `${plan.allowedFrom}${whyNot(plan)}`],
    ]),
    grantsText(plan),
    stayingText(plan),
    'Kvar blir händelsernas löv och plats, och beslutet; av dokumenten vet liggaren bara att de funnits. Siffror och frågor som vilar på året svarar sedan att det är gallrat.',
  );

function whyNot({ isAllowed, openGrants }: PruningPlan): string {
  if (isAllowed) return '';
  if (openGrants.length > 0) return ` (inte avslutat: ${openGrants.join(', ')})`;
  return ' (bevarandetiden har inte gått ut)';
}

function grantsText({ grants, posted }: PruningPlan): string {
  if (grants.length === 0) return 'Inget bidrag vilar på året.';
  const amountOf = (grant: string) => posted.find((one) => one.grant === grant)?.amount ?? '0.00';
  return [
    'Bidrag vars siffror vilar på året',
    table(
      [{ title: 'Bidrag' }, { title: 'Fört som kostnad där', align: 'right' }],
      grants.map((grant) => [grant, amountInSwedish(amountOf(grant))]),
    ),
  ].join('\n');
}

const STAYING_SHOWN = 50;

/** The originals of the year that stay, and what keeps each. */
function stayingText({ documents: { staying } }: PruningPlan): string | null {
  if (staying.length === 0) return null;
  const rows = staying.slice(0, STAYING_SHOWN).map((one) => [one.document.slice(0, 8), whyStays(one)]);
  const more = staying.length - rows.length;
  return [
    table([{ title: 'Dokument som står kvar' }, { title: 'Varför' }], rows),
    ...(more === 0 ? [] : [`… och ${countInSwedish(more)} till; alla med --json.`]),
  ].join('\n');
}

function whyStays({ why, books, allowedFrom }: PruningPlan['documents']['staying'][number]): string {
  switch (why) {
    case 'held':
      return 'ska bevaras enligt ett särskilt beslut';
    case 'decision':
      return 'är ett beslut, som bevaras';
    case 'other-year':
      return `styrker också verifikationer i ${books.join(', ')}`;
    case 'retention':
      return `dess egen bevarandetid går ut först ${allowedFrom}`;
  }
}

/** What is to be done next. */
export const pruningProposedText = (act: string): string =>
  page(
    heading(`Gallringen är föreslagen som ärende ${act}`),
    `Inget är gallrat än. En annan person gallrar med: bidragsbok act confirm ${act} --by person-…`,
  );

/** What decisions have pruned, a line each; null where nothing is. */
export const prunedText = (pruned: History['pruned']): string | null =>
  pruned.length === 0
    ? null
    : pruned
        .map(
          ({ decision, events }) =>
            `${counted(events, 'händelse är gallrad', 'händelser är gallrade')} ${by(decision)}`,
        )
        .join('\n');

const by = (decision: number): string => `enligt beslutet på position ${countInSwedish(decision)}`;

/** Things that are missing from a list since decisions have pruned them; null where none is. */
export const missingText = (what: string, pruned: readonly { readonly name: string; readonly decision: number }[]) =>
  pruned.length === 0
    ? null
    : pruned.map(({ name, decision }) => `${what} ${name} är gallrat ${by(decision)}`).join('\n');
