import { Command } from 'commander';

import { describeCommand } from './evidence-describe.js';

/** `evidence` and what can be done with what supports the costs. */
export const evidenceCommands = (): Command =>
  new Command('evidence').description('underlag: säg vad ett dokument är').addCommand(describeCommand());
