import { type Decider, DomainError } from '#kernel';

import type {
  ImportCompleted,
  ImportEvent,
  ImportStarted,
  ImportUndone,
  QuarantineRejected,
  QuarantineReleased,
} from './import.events.js';

interface Begun {
  readonly book: string;
  readonly sha256: string;
  /** The lines of the vouchers that it held back, and those of them that a person has decided. */
  readonly quarantine: ReadonlySet<number>;
  readonly decided: ReadonlySet<number>;
}
/** How far the taking in of one file has come. */
export type ImportState =
  { readonly status: 'none' } | ({ readonly status: 'started' | 'completed' | 'undone' } & Begun);

/** A command on an import. It has the shape of its event, for an import only tells what it did, or what was done with it. */
export type ImportCommand =
  | { readonly type: 'StartImport'; readonly data: ImportStarted['data']; readonly fileName?: string }
  | { readonly type: 'CompleteImport'; readonly data: ImportCompleted['data'] }
  | { readonly type: 'UndoImport'; readonly data: ImportUndone['data']; readonly reason?: string | undefined }
  | { readonly type: 'ReleaseQuarantined'; readonly data: QuarantineReleased['data']; readonly reason: string }
  | { readonly type: 'RejectQuarantined'; readonly data: QuarantineRejected['data']; readonly reason: string };

function decide(state: ImportState, command: ImportCommand): readonly ImportEvent[] {
  switch (command.type) {
    case 'StartImport':
      return start(state, command);
    case 'CompleteImport':
      return complete(state, command.data);
    case 'UndoImport':
      return undo(state, command);
    case 'ReleaseQuarantined':
      refuseUnlessHeld(state, command.data);
      return [{ type: 'QuarantineReleased', data: command.data, private: { reason: command.reason } }];
    case 'RejectQuarantined':
      refuseUnlessHeld(state, command.data);
      return [{ type: 'QuarantineRejected', data: command.data, private: { reason: command.reason } }];
  }
}

type FileData = Pick<ImportStarted['data'], 'import' | 'book' | 'sha256'>;

/** The id is the command's own: the same one for another file or book is another command under a used name. */
function refuseAnother(state: ImportState, { import: id, book, sha256 }: FileData): void {
  if (state.status === 'none') return;
  if (state.book !== book || state.sha256 !== sha256 || state.status === 'undone') {
    throw new DomainError('COMMAND_DIFFERS', { import: id });
  }
}

/** An import that was cut off is started again by the same command, and is the same import. */
function start(
  state: ImportState,
  { data, fileName }: Extract<ImportCommand, { readonly type: 'StartImport' }>,
): readonly ImportEvent[] {
  refuseAnother(state, data);
  if (state.status !== 'none') return [];
  return [{ type: 'ImportStarted', data, ...(fileName === undefined ? {} : { private: { fileName } }) }];
}

function complete(state: ImportState, data: ImportCompleted['data']): readonly ImportEvent[] {
  refuseAnother(state, data);
  if (state.status === 'none') throw new Error(`Import ${data.import} is completed without having been started`);
  return state.status === 'completed' ? [] : [{ type: 'ImportCompleted', data }];
}

function undo(
  { status }: ImportState,
  { data, reason }: Extract<ImportCommand, { readonly type: 'UndoImport' }>,
): readonly ImportEvent[] {
  if (status === 'none') throw new DomainError('IMPORT_UNKNOWN', { import: data.import });
  if (status === 'undone') throw new DomainError('IMPORT_ALREADY_UNDONE', { import: data.import });
  return [{ type: 'ImportUndone', data, ...(reason === undefined ? {} : { private: { reason } }) }];
}

function refuseUnlessHeld(state: ImportState, { import: id, line }: QuarantineReleased['data']): void {
  if (state.status === 'none') throw new DomainError('IMPORT_UNKNOWN', { import: id });
  if (state.status === 'undone') throw new DomainError('IMPORT_ALREADY_UNDONE', { import: id });
  if (!state.quarantine.has(line)) throw new DomainError('QUARANTINE_LINE_UNKNOWN', { import: id, line });
  if (state.decided.has(line)) throw new DomainError('QUARANTINE_ALREADY_DECIDED', { import: id, line });
}

const NONE: ReadonlySet<number> = new Set();

function evolve(state: ImportState, event: ImportEvent): ImportState {
  if (event.type === 'ImportStarted') {
    const { book, sha256 } = event.data;
    return { status: 'started', book, sha256, quarantine: NONE, decided: NONE };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'ImportCompleted':
      return { ...state, status: 'completed', quarantine: new Set(event.data.quarantine?.map(({ line }) => line)) };
    case 'ImportUndone':
      return { ...state, status: 'undone' };
    case 'QuarantineReleased':
    case 'QuarantineRejected':
      return { ...state, decided: new Set([...state.decided, event.data.line]) };
  }
}

/** One file taken in: started, completed, undone; and what persons decided about the vouchers that it held back. */
export const importDecider: Decider<ImportState, ImportCommand, ImportEvent> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
