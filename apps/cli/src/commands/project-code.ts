import { Command } from 'commander';

import { type Progress, repost, type Reposted } from '#intake';
import { projectCodes } from '#read-models';

import { asking, onBook } from '../door.js';
import { facts, page, table } from '../output.js';
import { ProgressLine } from '../progress.js';
import { projectCodeListText } from '../reports/lists.js';
import { countInSwedish } from '../swedish.js';
import { howFar } from './import-options.js';

interface RepostOptions {
  readonly projectCode?: string;
  readonly dryRun?: true;
}

/** `project-code repost` and `project-code list`. */
export const projectCodeCommands = (): Command =>
  new Command('project-code')
    .description('projektkoder: vad i bokföringen som hör till ett bidrag')
    .addCommand(again())
    .addCommand(list());

const list = (): Command =>
  asking(new Command('list').description('projektkoderna'), async ({ book, moment }) => {
    const found = await projectCodes(book.models.db, moment);
    return { json: { ...moment, projectCodes: found }, text: () => projectCodeListText(found, moment) };
  });

const again = (): Command =>
  new Command('repost')
    .description('för verifikationer på nytt efter projektkoderna som de är nu, också ur inlästa filer')
    .option('--project-code <code>', 'bara den koden')
    .option('--dry-run', 'visa vad som skulle ändras, skriv inget')
    .action(
      onBook<RepostOptions>(async (book, { options: { projectCode, dryRun } }) => {
        const line = new ProgressLine();
        const progress = (done: number, of: number) => {
          line.say(() => `${countInSwedish(done)} av ${countInSwedish(of)} verifikationer`);
        };
        try {
          const fileProgress = (at: Progress) => {
            line.say(() => howFar(at));
          };
          const done = await repost(book, { projectCode, dryRun, progress, fileProgress });
          return { json: done, text: () => repostedText(done, dryRun === true) };
        } finally {
          line.end();
        }
      }),
    );

function repostedText(
  { projectCodes, vouchers, reposted, events, files, position }: Reposted,
  dryRun: boolean,
): string {
  const told = facts([
    ['Projektkoder', projectCodes.length === 0 ? 'inga' : projectCodes.join(', ')],
    ['Verifikationer', countInSwedish(vouchers)],
    [dryRun ? 'Skulle föras om' : 'Förda på nytt', countInSwedish(reposted)],
    [dryRun ? 'Händelser som skulle skrivas' : 'Nya händelser', countInSwedish(events)],
    ['Position', countInSwedish(position)],
  ]);
  if (files.length === 0) return told;
  const counts = ['Verifikationer', dryRun ? 'Skulle tas in' : 'Intagna', dryRun ? 'Skulle utökas' : 'Utökade'];
  const rows = files.map(({ book, import: id, vouchers: seen, taken, extended }) => {
    return [book, id, ...[seen, taken, extended].map(countInSwedish)];
  });
  const columns = counts.map((title) => ({ title, align: 'right' as const }));
  return page(told, table([{ title: 'Ur bokens filer' }, { title: 'Inläsning' }, ...columns], rows));
}
