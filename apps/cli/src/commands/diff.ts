import { Command } from 'commander';

import { difference } from '#read-models';

import { onBook } from '../door.js';
import { differenceText } from '../reports/difference.js';

interface Asked {
  readonly from: string;
  readonly to?: string;
  readonly grant?: string;
}

/** `diff`: which figures moved from one moment to another, and what moved them. */
export const diffCommand = (): Command =>
  new Command('diff')
    .description('skillnad: vilka siffror som har flyttat sig mellan två tidpunkter, och vad som flyttade dem')
    .requiredOption('--from <moment>', 'som det såg ut vid en position (12), ett datum eller ett klockslag i UTC')
    .option('--to <moment>', 'som det såg ut vid en senare tidpunkt; annars nu')
    .option('--grant <grant>', 'bara bidraget')
    .action(
      onBook<Asked>(async (book, { options: { from, to, grant } }) => {
        const moments = await book.moments(from, to);
        const found = await difference(book.archive, moments, grant);
        return { json: found, text: () => differenceText(found) };
      }),
    );
