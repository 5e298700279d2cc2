import { Command } from 'commander';

import { addCommand } from './evidence-add.js';
import { describeCommand } from './evidence-describe.js';
import { getCommand, listCommand, showCommand } from './evidence-list.js';

/** `evidence` and what can be done with what supports the costs. */
export const evidenceCommands = (): Command =>
  new Command('evidence')
    .description('underlag: lägg in dokument, se dem, hämta dem')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(getCommand())
    .addCommand(describeCommand());
