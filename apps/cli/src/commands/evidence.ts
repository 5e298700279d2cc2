import { Command } from 'commander';

import { addCommand } from './evidence-add.js';
import { describeCommand } from './evidence-describe.js';
import { gapsCommand } from './evidence-gaps.js';
import { linkCommand, unlinkCommand } from './evidence-links.js';
import { getCommand, listCommand, showCommand } from './evidence-list.js';
import { matchCommand } from './evidence-match.js';
import { requireCommand } from './evidence-require.js';

/** `evidence …`: what proves the costs, and what is missing. */
export const evidenceCommands = (): Command =>
  new Command('evidence')
    .description('underlag: vad som styrker kostnaderna, och vad som saknas')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(getCommand())
    .addCommand(describeCommand())
    .addCommand(matchCommand())
    .addCommand(linkCommand())
    .addCommand(unlinkCommand())
    .addCommand(gapsCommand())
    .addCommand(requireCommand());
