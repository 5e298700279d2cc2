import type { Command } from 'commander';

import { dayIn } from '../day.js';

/** The decision that something rests on, as options say it. */
export interface Decided {
  readonly body: string;
  readonly date: string;
  readonly caseNumber: string;
}

/** Adds those options to a command. */
export const decidedBy = (command: Command): Command =>
  command
    .requiredOption('--body <body>', 'vem som har beslutat det')
    .requiredOption('--date <date>', 'beslutets dag', dayIn)
    .requiredOption('--case-number <number>', 'beslutets diarienummer');

/** The decision itself. */
export const decisionIn = ({ body, date, caseNumber }: Decided): Decided => ({ body, date, caseNumber });
