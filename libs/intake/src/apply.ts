import type { RecordedEvent } from '#event-log';

import type { Bidragsbok } from './bidragsbok.js';
import { commandsOfJson, type FileCommand, type Place } from './command-file.js';
import { parseCommand } from './command.js';
import { checkCommand } from './commands.js';

/** What one command of a file appended, or had appended when the file was applied before. */
export interface Applied {
  readonly type: string;
  readonly events: readonly Pick<RecordedEvent, 'type' | 'stream' | 'revision' | 'position'>[];
  /** Of a form: where it stands. */
  readonly place?: Place;
  /** Of a form: the row was carried out before, and nothing was added. */
  readonly again?: true;
}

/**
 * Carries out the commands of a JSON file in order, each wholly or not at all, and stops at the first refusal, which it
 * throws with what was done before it. Applying again adds nothing.
 */
export async function* applyCommands(book: Bidragsbok, file: Uint8Array): AsyncGenerator<Applied> {
  yield* carryOut(book, commandsOfJson(file));
}

/** The same for commands that were read from a file before. */
export async function* carryOut(book: Bidragsbok, commands: readonly FileCommand[]): AsyncGenerator<Applied> {
  for (const { json, commandId, place } of commands) {
    const command = parseCommand(json);
    const events = await book.execute(command, commandId);
    const isAgain = place !== undefined && events.length > 0 && events.every(({ again }) => again === true);
    yield {
      type: command.type,
      events: events.map(({ type, stream, revision, position }) => ({ type, stream, revision, position })),
      ...(place === undefined ? {} : { place }),
      ...(isAgain ? { again: true } : {}),
    };
  }
}

/** What would be carried out. */
export type Intended = Pick<Applied, 'type' | 'place'>;

/**
 * Reads every command as `carryOut` would, without carrying any out, and stops at the first that cannot be read. Whether the
 * rules allow them is not asked: that depends on what the commands before them did.
 */
export function* readOnly(commands: readonly FileCommand[]): Generator<Intended> {
  for (const { json, place } of commands) {
    const { type } = checkCommand(json);
    yield { type, ...(place === undefined ? {} : { place }) };
  }
}
