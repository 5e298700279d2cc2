import { randomUUID } from 'node:crypto';

import { Command, Option } from 'commander';

import { addEvidence, OPERATOR } from '#intake';
import { DOCUMENT_KINDS, type DocumentKind } from '#kernel';

import { onBook } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { ProgressLine } from '../progress.js';
import { addedText, refusedAttachments } from '../reports/documents.js';
import { countInSwedish } from '../swedish.js';

interface Adding {
  readonly kind?: DocumentKind;
  readonly namesPatients?: 'yes' | 'no';
  readonly dryRun?: true;
}

/** `evidence add`. */
export const addCommand = (): Command =>
  new Command('add')
    .description(
      'lägg in en fil, alla filer i en mapp eller alla filer i en ZIP; samma fil igen lägger inte till något',
    )
    .argument('<path>', 'filen, mappen eller ZIP-filen')
    .addOption(
      new Option('--kind <kind>', 'vad dokumenten är, om filerna inte säger det själva').choices(DOCUMENT_KINDS),
    )
    .addOption(
      new Option('--names-patients <answer>', 'om de namnger patienter; frågas om aktiviteter').choices(['yes', 'no']),
    )
    .option('--dry-run', 'granska allt, spara inget')
    .action(
      onBook<Adding>(async (book, { args: [path = ''], options: { kind, namesPatients: answer, dryRun } }) => {
        const line = new ProgressLine();
        const progress = (done: number) => {
          line.say(() => `${countInSwedish(done)} filer`);
        };
        try {
          const namesPatients = answer === undefined ? undefined : answer === 'yes';
          const order = { path, kind, namesPatients, dryRun, by: OPERATOR, id: `evidence-${randomUUID()}`, progress };
          const added = await addEvidence(book, order);
          const exitCode = added.refused.length + refusedAttachments(added.documents) > 0 ? SOMETHING_REFUSED : OK;
          return { json: added, text: () => addedText(added), exitCode };
        } finally {
          line.end();
        }
      }),
    );
