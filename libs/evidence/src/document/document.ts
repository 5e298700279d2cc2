import type { z } from 'zod';

import { type Decider, DomainError } from '#kernel';

import { type PatientsAsked, refusePatients } from './activity-evidence.js';
import type { documentCommands } from './document.commands.js';
import type { DocumentArchived, DocumentDescribed, DocumentEvent, PrivateFacts } from './document.events.js';

type Data<Name extends keyof typeof documentCommands> = z.output<(typeof documentCommands)[Name]>;

/** An original that the vault holds. */
export interface ArchivedDocument extends Pick<DocumentArchived['data'], 'document' | 'format' | 'size' | 'parent'> {
  readonly status: 'archived';
  /** As it was described last; null where nobody has. */
  readonly described: DocumentDescribed | null;
  /** The redacted copies that were made of it. */
  readonly copies: readonly string[];
  readonly isHeld: boolean;
  /** Its name and salt went by a decision, and its bytes with them. */
  readonly isErased: boolean;
}
export type DocumentState = { readonly status: 'absent' } | ArchivedDocument;

/** What is said of a document that is archived already. */
export interface Description {
  readonly data: DocumentDescribed['data'];
  readonly private: PrivateFacts;
}

/** A command on a document. The first two are the system's own, by which bytes that lie in the vault come to be known. */
export type DocumentCommand =
  | {
      readonly type: 'ArchiveDocument';
      readonly data: DocumentArchived['data'];
      readonly private: DocumentArchived['private'];
    }
  | {
      readonly type: 'DescribeDocument';
      readonly data: DocumentDescribed['data'];
      readonly private: PrivateFacts;
      /** Given where a person says that it is evidence of an activity. */
      readonly patients?: PatientsAsked;
    }
  | { readonly type: 'ConfirmDescription'; readonly data: Data<'ConfirmDescription'> }
  | {
      readonly type: 'RedactDocument';
      readonly data: Data<'RedactDocument'>;
      readonly facts: { readonly copy: DocumentState };
    }
  | { readonly type: 'PlaceLegalHold'; readonly data: Data<'PlaceLegalHold'> }
  | { readonly type: 'LiftLegalHold'; readonly data: Data<'LiftLegalHold'> };

function decide(state: DocumentState, command: DocumentCommand): readonly DocumentEvent[] {
  switch (command.type) {
    case 'ArchiveDocument': {
      // The same bytes again, from whomever, are the same document; what was erased never comes back.
      if (state.status === 'archived') {
        standing(state, command.data.document);
        return [];
      }
      return [{ type: 'DocumentArchived', data: command.data, private: command.private ?? {} }];
    }
    case 'DescribeDocument':
      if (command.patients !== undefined) refusePatients(command.patients);
      return describe(standing(state, command.data.document), command);
    case 'ConfirmDescription':
      return confirm(standing(state, command.data.document));
    case 'RedactDocument':
      return redact(standing(state, command.data.document), command.data, command.facts.copy);
    case 'PlaceLegalHold': {
      const { document, reason } = command.data;
      if (standing(state, document).isHeld) return [];
      return [{ type: 'LegalHoldPlaced', data: { document }, private: { reason } }];
    }
    case 'LiftLegalHold': {
      const { document, reason } = command.data;
      if (!standing(state, document).isHeld) throw new DomainError('DOCUMENT_NOT_HELD', { document });
      return [{ type: 'LegalHoldLifted', data: { document }, private: { reason } }];
    }
  }
}

/** A document that can still be used. Refuses with DOCUMENT_UNKNOWN and DOCUMENT_ERASED. */
export function standing(state: DocumentState, document: string): ArchivedDocument {
  if (state.status === 'absent') throw new DomainError('DOCUMENT_UNKNOWN', { document });
  if (state.isErased) throw new DomainError('DOCUMENT_ERASED', { document });
  return state;
}

/** What it says already is not said again; what a person said is not taken back by what a text suggests. */
function describe({ described }: ArchivedDocument, said: Description): readonly DocumentEvent[] {
  if (described !== null && described.data.basis === 'person' && said.data.basis !== 'person') return [];
  if (described !== null && isSame(described, said)) return [];
  return [{ type: 'DocumentDescribed', data: said.data, private: said.private }];
}

/** What a format said by itself needs no person, and what a person said is confirmed. */
function confirm({ document, described }: ArchivedDocument): readonly DocumentEvent[] {
  if (described === null || described.data.basis === 'read') {
    throw new DomainError('DESCRIPTION_NOT_SUGGESTED', { document });
  }
  if (described.data.basis === 'person') return [];
  return [{ ...described, data: { ...described.data, basis: 'person' } }];
}

const isSame = ({ data, private: texts }: DocumentDescribed, said: Description): boolean =>
  JSON.stringify([data, texts ?? {}]) === JSON.stringify([said.data, said.private]);

function redact(
  { document, copies }: ArchivedDocument,
  { reason, ...data }: Data<'RedactDocument'>,
  copy: DocumentState,
): readonly DocumentEvent[] {
  if (data.copy === document) throw new DomainError('REDACTED_COPY_IS_ORIGINAL', { document });
  const { copies: itsOwn } = standing(copy, data.copy);
  if (itsOwn.length > 0) throw new DomainError('REDACTED_COPY_OF_ANOTHER', { copy: data.copy });
  if (copies.includes(data.copy)) return [];
  return [{ type: 'DocumentRedacted', data, ...(reason === undefined ? {} : { private: { reason } }) }];
}

function evolve(state: DocumentState, event: DocumentEvent): DocumentState {
  if (event.type === 'DocumentArchived') {
    const { document, format, size, parent } = event.data;
    const known = { status: 'archived', document, format, size, ...(parent === undefined ? {} : { parent }) } as const;
    return { ...known, described: null, copies: [], isHeld: false, isErased: event.private === null };
  }
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'DocumentDescribed':
      return { ...state, described: event };
    case 'DocumentRedacted':
      return { ...state, copies: [...state.copies, event.data.copy] };
    case 'LegalHoldPlaced':
      return { ...state, isHeld: true };
    case 'LegalHoldLifted':
      return { ...state, isHeld: false };
  }
}

/** One original: what it is, what it says, and what may become of it. */
export const documentDecider: Decider<DocumentState, DocumentCommand, DocumentEvent> = {
  initial: { status: 'absent' },
  decide,
  evolve,
};
