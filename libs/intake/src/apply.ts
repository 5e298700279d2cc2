import { createHash } from 'node:crypto';

import type { RecordedEvent } from '#event-log';
import { DomainError } from '#kernel';

import type { Bidragsbok } from './bidragsbok.js';
import { parseCommand } from './command.js';

/** What one command of a file appended, or had appended when the file was applied before. */
export interface Applied {
  readonly type: string;
  readonly events: readonly Pick<RecordedEvent, 'type' | 'stream' | 'revision' | 'position'>[];
}

/**
 * Carries out the commands of a file in order, each wholly or not at all, and stops at the first refusal, which it throws
 * with what was done before it. The id of a command is the hash of file and ordinal: applying again adds nothing.
 */
export async function* applyCommands(book: Bidragsbok, file: Uint8Array): AsyncGenerator<Applied> {
  const sha256 = createHash('sha256').update(file).digest('hex');
  for (const [index, json] of commandsIn(file).entries()) {
    const command = parseCommand(json);
    const events = await book.execute(command, `apply-${sha256}-${String(index + 1)}`);
    yield {
      type: command.type,
      events: events.map(({ type, stream, revision, position }) => ({ type, stream, revision, position })),
    };
  }
}

/** The members of a JSON array. Refuses with COMMAND_FILE_UNREADABLE before anything is carried out. */
function commandsIn(file: Uint8Array): readonly unknown[] {
  const json = parsed(new TextDecoder().decode(file));
  if (!Array.isArray(json)) throw new DomainError('COMMAND_FILE_UNREADABLE');
  return json;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('COMMAND_FILE_UNREADABLE');
  }
}
