import { Command } from 'commander';

import { answering, DEFAULT_DATA } from '../door.js';

/** `demo`: a region's grant from award to repayment, on a log of its own. */
export const demoCommand = (): Command =>
  new Command('demo')
    .description('berätta ett bidrags historia från beslut till återbetalning, med påhittad bokföring')
    .option('--out <dir>', 'skriv SIE-filen och rapporterna hit')
    .action(
      answering<{ out?: string }>(async ({ options: { data, org, out } }) => {
        // Loaded only here: no other command should wait for the story.
        const { runDemo } = await import('../demo/demo.js');
        // Where no data folder is named the story takes one of its own, beside the real one.
        return runDemo({ data: data === DEFAULT_DATA ? undefined : data, org, out });
      }),
    );
