import { Command } from 'commander';

import { importChart } from '#intake';
import { chart, chartGaps, unknownBook } from '#read-models';

import { asking, onBook } from '../door.js';
import { chartGapsText, chartImportText, chartText } from '../reports/charts.js';

interface OfBook {
  readonly book: string;
}
interface ChartOptions extends OfBook {
  readonly dryRun?: true;
}

/** `chart import`, `chart show` and `chart gaps`. */
export const chartCommands = (): Command =>
  new Command('chart')
    .description('kontoplaner: konton, deras roller, och konton som ingen har')
    .addCommand(taking())
    .addCommand(show())
    .addCommand(gaps());

const taking = (): Command =>
  ofBook(new Command('import'))
    .description('läs in en kontoplan ur en SIE-fil, CSV eller Excel: namn, kontotyp och roll')
    .argument('<file>', 'filen')
    .option('--dry-run', 'visa vad som skulle ändras, skriv inget')
    .action(
      onBook<ChartOptions>(async (to, { args: [file = ''], options: { book, dryRun } }) => {
        const report = await importChart({ file, to, book, dryRun });
        return { json: report, text: () => chartImportText(report) };
      }),
    );

const show = (): Command =>
  asking<OfBook>(
    ofBook(new Command('show').description('en boks konton med deras roller, och vad som säger dem')),
    async ({ book, moment }, { options }) => {
      const found =
        (await chart(book.models.db, options.book, moment)) ?? (await unknownBook(book.models.db, options.book));
      return { json: found, text: () => chartText(found) };
    },
  );

const gaps = (): Command =>
  asking<OfBook>(
    ofBook(new Command('gaps').description('konton utan roll, med rader och kronor')),
    async ({ book, moment }, { options }) => {
      const found =
        (await chartGaps(book.models.db, options.book, moment)) ?? (await unknownBook(book.models.db, options.book));
      return { json: found, text: () => chartGapsText(found) };
    },
  );

const ofBook = (command: Command): Command => command.requiredOption('--book <book>', 'boken');
