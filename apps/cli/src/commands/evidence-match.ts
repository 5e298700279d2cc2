import { Command } from 'commander';

import { linkByFileName, matchEvidence } from '#intake';

import { onBook } from '../door.js';
import { personIn } from '../person.js';
import { linkedByNameText, matchedText } from '../reports/evidence.js';

interface MatchOptions {
  readonly dryRun?: true;
  readonly byFileName?: true;
  readonly by?: string;
}

/** `evidence match`: links what leaves no doubt, and asks about the rest. */
export const matchCommand = (): Command =>
  new Command('match')
    .description('para ihop dokument och kostnader: det säkra kopplas, resten visas med skäl')
    .option('--dry-run', 'visa vad som skulle kopplas, skriv inget')
    .option('--by-file-name', 'koppla i stället de filer som heter som sin verifikation (A-1234.pdf)')
    .option('--by <person>', 'vem som intygar att filerna heter så, person-…')
    .action(
      onBook<MatchOptions>(async (book, { options: { dryRun = false, byFileName, by } }) => {
        if (byFileName === true) {
          const linked = await linkByFileName(book, { by: personIn(by, 'accountant'), dryRun });
          return { json: linked, text: () => linkedByNameText(linked, dryRun) };
        }
        const matched = await matchEvidence(book, { dryRun });
        return { json: matched, text: () => matchedText(matched, dryRun) };
      }),
    );
