import { Command } from 'commander';

import { type BuiltOn, undoImport, type UndoReport } from '#intake';

import { onBook } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { facts, heading, page, table } from '../output.js';
import { ProgressLine } from '../progress.js';
import { countInSwedish } from '../swedish.js';

interface UndoOptions {
  readonly dryRun?: true;
  readonly reason?: string;
}

/** `import undo`: takes back what nobody has built on, and lists the rest. */
export const undoCommand = (): Command =>
  new Command('undo')
    .description('ta tillbaka en inläsning: det som ingen har byggt vidare på; filen kan läsas in igen')
    .argument('<import>', 'inläsningens id, som import list --json visar det')
    .option('--reason <text>', 'varför')
    .option('--dry-run', 'visa vad som skulle tas tillbaka, skriv inget')
    .action(
      onBook<UndoOptions>(async (book, { args: [id = ''], options: { dryRun, reason } }) => {
        const line = new ProgressLine();
        const progress = (done: number, of: number) => {
          line.say(() => `${countInSwedish(done)} av ${countInSwedish(of)} verifikationer`);
        };
        try {
          const report = await undoImport(book, { import: id, dryRun, reason, progress });
          return {
            json: report,
            text: () => undoText(report),
            exitCode: report.vouchers.left > 0 ? SOMETHING_REFUSED : OK,
          };
        } finally {
          line.end();
        }
      }),
    );

const undoText = ({ import: id, book, dryRun, vouchers, left, laterImports, position }: UndoReport): string =>
  page(
    heading(dryRun ? `Provtagning tillbaka av ${id}, inget är skrivet` : `Inläsning ${id} i ${book} återtagen`),
    facts([
      ['Återtagna', countInSwedish(vouchers.withdrawn)],
      ['Återställda', countInSwedish(vouchers.restored)],
      ['Lämnade', countInSwedish(vouchers.left)],
      ['Senare inläsningar', laterImports.length === 0 ? null : laterImports.join(', ')],
      ['Position', countInSwedish(position)],
    ]),
    left.length === 0
      ? null
      : table(
          [{ title: 'Lämnad verifikation' }, { title: 'Byggt vidare av', max: 60 }],
          left.map(({ series, number, builtOn }) => [`${series} ${number}`, builtOn.map(whoBuilt).join('; ')]),
        ),
  );

const whoBuilt = ({ type, by, import: id, position }: BuiltOn): string =>
  `${type} vid ${countInSwedish(position)} av ${id === null ? by.subject : `inläsningen ${id}`}`;
