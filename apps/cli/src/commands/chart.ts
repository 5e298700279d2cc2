import { Command } from 'commander';

import { type ChartImport, importChart } from '#intake';

import { onBook } from '../door.js';
import { facts, heading, page, table } from '../output.js';
import { countInSwedish } from '../swedish.js';

interface ChartOptions {
  readonly book: string;
  readonly dryRun?: true;
}

/** `chart import`: a chart of accounts out of a SIE file or a list. */
export const chartCommands = (): Command =>
  new Command('chart').description('kontoplaner').addCommand(
    new Command('import')
      .description('läs in en kontoplan ur en SIE-fil, CSV eller Excel: namn, kontotyp och roll')
      .argument('<file>', 'filen')
      .requiredOption('--book <book>', 'boken')
      .option('--dry-run', 'visa vad som skulle ändras, skriv inget')
      .action(
        onBook<ChartOptions>(async (to, { args: [file = ''], options: { book, dryRun } }) => {
          const report = await importChart({ file, to, book, dryRun });
          return { json: report, text: () => chartText(report) };
        }),
      ),
  );

const chartText = ({ book, dryRun, accounts, added, changed, unchanged, effects }: ChartImport): string =>
  page(
    heading(dryRun ? `Kontoplan för ${book}, provläst: inget är skrivet` : `Kontoplan i ${book}`),
    facts([
      ['Konton i filen', countInSwedish(accounts)],
      ['Nya', countInSwedish(added.length)],
      ['Ändrade uppgifter', countInSwedish(changed.length)],
      ['Oförändrade', countInSwedish(unchanged)],
    ]),
    effects.length === 0
      ? null
      : page(
          table(
            [
              { title: 'Konto' },
              { title: 'Roll före' },
              { title: 'Roll nu' },
              { title: 'Inlästa rader', align: 'right' },
            ],
            effects.map(({ account, before, after, recorded: { lines } }) => [
              ...[account, before ?? 'ingen', after ?? 'ingen', countInSwedish(lines)],
            ]),
          ),
          'Kör project-code repost, så förs de inlästa raderna efter sina nya roller.',
        ),
  );
