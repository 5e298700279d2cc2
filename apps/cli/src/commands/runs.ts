import { Command } from 'commander';

import { onBook } from '../door.js';
import { runsText } from '../reports/runs.js';

/** `runs`: what is built of the grants, and was. It stands outside the log, and so at no position. */
export const runsCommand = (): Command =>
  new Command('runs')
    .description('byggen av underlagspaket och återrapporter: vad som pågår, hur långt det har kommit och vad det blev')
    .option('--grant <grant>', 'bara bidragets')
    .action(
      onBook<{ readonly grant?: string }>(async (book, { options: { grant } }) => {
        const runs = await (await book.runs()).list(grant);
        return { json: { runs }, text: () => runsText(runs) };
      }),
    );
