import type { Argument, Command, Option } from 'commander';

import { program } from './program.js';

/** One command of the CLI as its reference states it. */
export interface CommandEntry {
  /** Its whole name, `grant show`; the CLI itself has an empty one, with what every command may be told. */
  readonly path: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  readonly options: readonly {
    readonly flags: string;
    readonly description: string;
    readonly required: boolean;
    readonly choices: readonly string[];
  }[];
}

/** Every command that can be called, in the order of the help. docs/commands.md is checked against it. */
export const commandTree = (): readonly CommandEntry[] => entries(program(), []);

function entries(command: Command, path: readonly string[]): CommandEntry[] {
  const below = command.commands.flatMap((child) => entries(child, [...path, child.name()]));
  // What can be called without a command of its group has options of its own.
  const isGroup = command.commands.length > 0 && path.length > 0 && command.options.length === 0;
  return isGroup ? below : [entryOf(command, path.join(' ')), ...below];
}

const entryOf = (command: Command, path: string): CommandEntry => ({
  path,
  description: command.description(),
  arguments: command.registeredArguments.map(argumentOf),
  options: command.options.filter(({ hidden }) => !hidden).map(optionOf),
});

const argumentOf = (argument: Argument) => ({
  name: argument.name(),
  description: argument.description,
  required: argument.required,
});

const optionOf = ({ flags, description, mandatory, argChoices = [] }: Option) => ({
  flags,
  description,
  required: mandatory,
  choices: argChoices,
});
