import { inspect } from 'node:util';

import { CommanderError } from 'commander';

import { DomainError, refusals } from '#kernel';

import { exitCodeOf } from './exit-codes.js';
import { RefusedCommand } from './refused-command.js';
import { kindLabels } from './swedish.js';

/** What commander says of a call, in Swedish. The first quoted part of its message is the word that is meant. */
const faults: Readonly<Record<string, (word: string) => string>> = {
  'commander.unknownOption': (word) => `växeln ${word} finns inte`,
  'commander.unknownCommand': (word) => `kommandot ${word} finns inte`,
  'commander.missingArgument': (word) => `argumentet ${word} saknas`,
  'commander.excessArguments': () => 'det är för många argument',
  'commander.optionMissingArgument': (word) => `växeln ${word} saknar värde`,
  'commander.missingMandatoryOptionValue': (word) => `växeln ${word} måste anges`,
  'commander.invalidArgument': (word) => `värdet i ${word} går inte`,
};

/** Tells of what was thrown, on stdout as JSON where JSON is asked for, else on stderr, and gives the exit code. */
export function failed(thrown: unknown, asJson: boolean): number {
  const error = thrown instanceof CommanderError ? refusalOf(thrown) : thrown;
  if (error === null) return 0; // It was help or the version, which commander has printed.
  if (asJson) process.stdout.write(`${JSON.stringify({ error: documentOf(error) }, null, 2)}\n`);
  else process.stderr.write(`${sentenceOf(error)}\n`);
  if (!(error instanceof DomainError) && process.env['BIDRAGSBOK_DEBUG'] !== undefined) {
    process.stderr.write(`${inspect(error)}\n`);
  }
  return exitCodeOf(error);
}

function refusalOf({ code, exitCode, message }: CommanderError): DomainError | null {
  if (exitCode === 0) return null;
  const [, word = ''] = /'([^']*)'/.exec(message) ?? [];
  const fault = faults[code]?.(word) ?? 'ett kommando saknas';
  return new DomainError('CALL_MALFORMED', { fault });
}

const UNEXPECTED = {
  code: 'UNEXPECTED',
  message: 'Något gick fel i programmet. Kör om med BIDRAGSBOK_DEBUG=1 och skicka det som skrivs ut till förvaltaren.',
  details: {},
};

const documentOf = (error: unknown) =>
  error instanceof DomainError ? { code: error.code, message: error.message, details: error.details } : UNEXPECTED;

function sentenceOf(error: unknown): string {
  const { code, message } = documentOf(error);
  const label = error instanceof DomainError ? kindLabels[refusals[error.code].kind] : 'Fel';
  const where = error instanceof RefusedCommand ? ` vid ${placeOf(error)}` : '';
  return `${label}${where}: ${message} (${code})`;
}

/** Where in the file it was: a form's sheet and row, or the ordinal of the command. */
const placeOf = ({ stop: { command, place } }: RefusedCommand): string =>
  place === undefined ? `kommando ${command}` : `${place.sheet}, rad ${place.line}`;
