import type { ErasurePlan } from '#intake';

import { facts, heading, page, table } from '../output.js';
import { counted, countInSwedish } from '../swedish.js';

/** What a decision would erase, in counts: never what the texts say. */
export const erasurePlanText = (plan: ErasurePlan): string =>
  page(
    heading('Provkörning av radering, inget är raderat eller föreslaget'),
    facts([
      ['Händelser med text', countInSwedish(plan.events)],
      ['Hela strömmar', countInSwedish(plan.streams.length)],
      ['Dokument', countInSwedish(plan.documents.length)],
      ['Får raderas från', `${plan.allowedFrom}${plan.isAllowed ? '' : ' (bevarandetiden har inte gått ut)'}`],
    ]),
    filesText(plan),
  );

function filesText({ files }: ErasurePlan): string {
  if (files.length === 0) return 'Ingen sparad fil berörs.';
  return [
    'Sparade filer som skrivs om',
    table(
      [{ title: 'Inläsning' }, { title: 'Vad som raderas' }],
      files.map(({ imports, isWhole, vouchers }) => [
        imports.join(', '),
        isWhole ? 'alla texter i filen' : `texterna i ${counted(vouchers, 'verifikation', 'verifikationer')}`,
      ]),
    ),
  ].join('\n');
}

/** What is to be done next. */
export const proposedText = (act: string): string =>
  page(
    heading(`Raderingen är föreslagen som ärende ${act}`),
    `Inget är raderat än. En annan person raderar med: bidragsbok act confirm ${act} --by person-…`,
  );
