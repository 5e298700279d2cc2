import { Command } from 'commander';

import { underlaySampleCommand } from './underlay-sample.js';

/** `underlay sample`. */
export const underlayCommands = (): Command =>
  new Command('underlay').description('underlag till den som granskar').addCommand(underlaySampleCommand());
