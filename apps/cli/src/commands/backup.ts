import { Command } from 'commander';

import { backUp, heldText, restore } from '#intake';

import { answering, onBook } from '../door.js';
import { watched } from '../progress.js';
import { backupText, restoredText } from '../reports/backup.js';

/** `backup`: a folder from which the book can be put back, taken while others write. */
export const backupCommand = (): Command =>
  new Command('backup')
    .description('säkerhetskopiera liggaren och de inlästa filerna, medan andra skriver; nyckeln följer inte med')
    .requiredOption('--out <dir>', 'katalogen att skriva; den ska vara ny eller tom')
    .action(
      onBook<{ readonly out: string }>(async (book, { options: { out } }) => {
        const made = await watched((progress) => backUp(book, out, progress));
        const key = { isIncluded: false, path: book.signer.keyPath };
        return { json: { ...made, checkpoint: made.checkpoint.note, key }, text: () => backupText(made, key.path) };
      }),
    );

interface RestoreOptions {
  readonly from: string;
  readonly checkpoint?: string;
  readonly key?: string;
  readonly acceptLoss?: true;
  readonly dryRun?: true;
}

/** `restore`: puts a book back, once all of it is hashed again and held against what was signed. */
export const restoreCommand = (): Command =>
  new Command('restore')
    .description(
      'återställ en säkerhetskopia till datakatalogen, när allt är omräknat och prövat mot det som signerats',
    )
    .requiredOption('--from <dir>', 'katalogen som backup skrev')
    .option(
      '--checkpoint <file>',
      'en kontrollpunkt som förvarats på annat håll, eller en rapport eller ett utdrag som bär en',
    )
    .option('--key <vkey>', 'nyckeln som säkerhetskopian ska vara signerad med, som den har lämnats på annan väg')
    .option('--accept-loss', 'återställ fast signerade händelser saknas; förlusten skrivs in i liggaren')
    .option('--dry-run', 'gör allt utom det sista steget, och lämna inget efter dig')
    .action(
      answering<RestoreOptions>(async ({ options }) => {
        const { checkpoint: file } = options;
        const checkpoint = file === undefined ? undefined : await heldText(file);
        const restored = await watched((progress) => restore({ ...orderOf(options), checkpoint, progress }));
        return { json: restored, text: () => restoredText(restored) };
      }),
    );

const orderOf = ({ data, org, from, key, acceptLoss, dryRun }: RestoreOptions & { data: string; org?: string }) => ({
  ...{ data, organisation: org, from, key },
  acceptLoss: acceptLoss === true,
  dryRun: dryRun === true,
});
