import { Command } from 'commander';

import { undoImport, type UndoReport } from '#intake';

import { type Answer, onBook } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { ProgressLine } from '../progress.js';
import { undoReportText } from '../reports/undo-report.js';
import { countInSwedish } from '../swedish.js';

interface UndoOptions {
  readonly dryRun?: true;
  readonly reason?: string;
}

/** `import undo`. */
export const undoCommand = (): Command =>
  new Command('undo')
    .description('ta tillbaka en inläsning: det som ingen har byggt på återställs, resten räknas upp')
    .argument('<import>', 'inläsningens id, som i import list')
    .option('--dry-run', 'visa vad som skulle ske, skriv inget')
    .option('--reason <text>', 'varför, för historiken')
    .action(
      onBook<UndoOptions>(async (book, { args: [id = ''], options: { dryRun, reason } }) => {
        const line = new ProgressLine();
        const progress = (done: number, of: number) => {
          line.say(() => `${countInSwedish(done)} av ${countInSwedish(of)} verifikationer`);
        };
        try {
          return answerOf(await undoImport(book, { import: id, dryRun, reason, progress }));
        } finally {
          line.end();
        }
      }),
    );

/** What could not be taken back is told by the exit code too. */
const answerOf = (report: UndoReport): Answer => ({
  json: report,
  text: () => undoReportText(report),
  exitCode: report.vouchers.left > 0 ? SOMETHING_REFUSED : OK,
});
