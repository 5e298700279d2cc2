import { type Decider, DomainError } from '#kernel';

import type { ImportCompleted, ImportEvent, ImportStarted } from './import.events.js';

/** How far the taking in of one file has come. */
export type ImportState =
  | { readonly status: 'none' }
  | { readonly status: 'started' | 'completed'; readonly book: string; readonly sha256: string };

/** A command on an import. It has the shape of its event, for an import only tells what it did. */
export type ImportCommand =
  | { readonly type: 'StartImport'; readonly data: ImportStarted['data']; readonly fileName?: string }
  | { readonly type: 'CompleteImport'; readonly data: ImportCompleted['data'] };

function decide(state: ImportState, command: ImportCommand): readonly ImportEvent[] {
  const { book, sha256 } = command.data;
  // The id is the command's own: the same one for another file or book is another command under a used name.
  if (state.status !== 'none' && (state.book !== book || state.sha256 !== sha256)) {
    throw new DomainError('COMMAND_DIFFERS', { import: command.data.import });
  }
  return command.type === 'StartImport' ? start(state, command) : complete(state, command.data);
}

/** An import that was cut off is started again by the same command, and is the same import. */
function start(
  { status }: ImportState,
  { data, fileName }: Extract<ImportCommand, { readonly type: 'StartImport' }>,
): readonly ImportEvent[] {
  if (status !== 'none') return [];
  return [{ type: 'ImportStarted', data, ...(fileName === undefined ? {} : { private: { fileName } }) }];
}

function complete({ status }: ImportState, data: ImportCompleted['data']): readonly ImportEvent[] {
  if (status === 'none') throw new Error(`Import ${data.import} is completed without having been started`);
  return status === 'completed' ? [] : [{ type: 'ImportCompleted', data }];
}

function evolve(_: ImportState, { type, data: { book, sha256 } }: ImportEvent): ImportState {
  return { status: type === 'ImportStarted' ? 'started' : 'completed', book, sha256 };
}

/** One file taken in: started, completed. */
export const importDecider: Decider<ImportState, ImportCommand, ImportEvent> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
