import { describe, expect, it } from '@jest/globals';

import { given } from '#spec-kit';

import type { DocumentEvent } from './document.events.js';
import { documentDecider, type DocumentState } from './document.js';

const DOCUMENT = '0123456789abcdef0123456789abcdef';
const COPY = '1123456789abcdef0123456789abcdef';
const archive = (document = DOCUMENT) => ({
  data: { document, format: 'pdf' as const, size: 48_211, digest: 'ab'.repeat(32) },
  private: { fileName: 'faktura 4711.pdf', salt: 'cd'.repeat(32) },
});
const archived = (document = DOCUMENT): DocumentEvent => ({ type: 'DocumentArchived', ...archive(document) });
const erased: DocumentEvent = { type: 'DocumentArchived', data: archive().data, private: null };
const said = (basis: 'read' | 'suggested' | 'person', net = '1000.00') => ({
  data: { document: DOCUMENT, kind: 'invoice' as const, basis, facts: { net } },
  private: { number: '4711' },
});
const described = (...of: Parameters<typeof said>): DocumentEvent => ({ type: 'DocumentDescribed', ...said(...of) });
const stateOf = (...events: readonly DocumentEvent[]): DocumentState =>
  events.reduce<DocumentState>(documentDecider.evolve, documentDecider.initial);
const removed = [{ what: 'personal-number' as const, paragraph: 'OSL 21:7' }];
const redact = (copy: string, of: DocumentState, reason?: string) => ({
  type: 'RedactDocument' as const,
  data: { document: DOCUMENT, copy, removed, ...(reason === undefined ? {} : { reason }) },
  facts: { copy: of },
});
const held: DocumentEvent = {
  type: 'LegalHoldPlaced',
  data: { document: DOCUMENT },
  private: { reason: 'Granskning' },
};

describe('a document', () => {
  it('is archived once, whoever brings the same bytes', () => {
    given(documentDecider)
      .when({ type: 'ArchiveDocument', ...archive() })
      .then([archived()]);
    given(documentDecider, [archived()])
      .when({ type: 'ArchiveDocument', ...archive() })
      .then([]);
  });

  it('is never taken in again once it was erased', () => {
    given(documentDecider, [erased])
      .when({ type: 'ArchiveDocument', ...archive() })
      .thenRefuses('DOCUMENT_ERASED');
  });

  it('is described anew where that says something else', () => {
    given(documentDecider, [archived()])
      .when({ type: 'DescribeDocument', ...said('read') })
      .then([described('read')]);
    given(documentDecider, [archived(), described('read')])
      .when({ type: 'DescribeDocument', ...said('read') })
      .then([]);
    given(documentDecider, [archived(), described('suggested')])
      .when({ type: 'DescribeDocument', ...said('person') })
      .then([described('person')]);
  });

  it('is as a text suggested once a person confirms it', () => {
    const confirm = { type: 'ConfirmDescription' as const, data: { document: DOCUMENT } };
    given(documentDecider, [archived(), described('suggested')])
      .when(confirm)
      .then([described('person')]);
    given(documentDecider, [archived(), described('person')])
      .when(confirm)
      .then([]);
    given(documentDecider, [archived(), described('read')])
      .when(confirm)
      .thenRefuses('DESCRIPTION_NOT_SUGGESTED');
    given(documentDecider, [archived()]).when(confirm).thenRefuses('DESCRIPTION_NOT_SUGGESTED');
  });

  it('that shows an activity names no patient, by what a person answers and by its text', () => {
    const activity = (named: boolean | undefined, personalNumbers = 0) => ({
      type: 'DescribeDocument' as const,
      data: { document: DOCUMENT, kind: 'activity' as const, basis: 'person' as const, facts: {} },
      private: {},
      patients: { named, traces: { personalNumbers, words: ['patient'] } },
    });
    const state = given(documentDecider, [archived()]);
    state.when(activity(undefined)).thenRefuses('PATIENTS_NOT_ASKED_ABOUT');
    state.when(activity(true)).thenRefuses('ACTIVITY_NAMES_PATIENTS');
    state.when(activity(false, 1)).thenRefuses('ACTIVITY_NAMES_PATIENTS');
    const { data } = activity(false);
    state.when(activity(false)).then([{ type: 'DocumentDescribed', data, private: {} }]);
  });

  it('keeps what a person said, whatever a text suggests', () => {
    given(documentDecider, [archived(), described('person')])
      .when({ type: 'DescribeDocument', ...said('suggested', '999.00') })
      .then([]);
    given(documentDecider, [archived(), described('person')])
      .when({ type: 'DescribeDocument', ...said('person', '999.00') })
      .then([described('person', '999.00')]);
  });

  it('is not described before it is archived, nor after it is erased', () => {
    given(documentDecider)
      .when({ type: 'DescribeDocument', ...said('read') })
      .thenRefuses('DOCUMENT_UNKNOWN');
    given(documentDecider, [erased])
      .when({ type: 'DescribeDocument', ...said('read') })
      .thenRefuses('DOCUMENT_ERASED');
  });

  it('has a redacted copy that is a document of its own', () => {
    const redacted: DocumentEvent = {
      type: 'DocumentRedacted',
      data: { document: DOCUMENT, copy: COPY, removed },
      private: { reason: 'Lämnas ut' },
    };
    given(documentDecider, [archived()])
      .when(redact(COPY, stateOf(archived(COPY)), 'Lämnas ut'))
      .then([redacted]);
    given(documentDecider, [archived(), redacted])
      .when(redact(COPY, stateOf(archived(COPY))))
      .then([]);
    given(documentDecider, [archived()])
      .when(redact(DOCUMENT, stateOf(archived())))
      .thenRefuses('REDACTED_COPY_IS_ORIGINAL');
    given(documentDecider, [archived()]).when(redact(COPY, stateOf())).thenRefuses('DOCUMENT_UNKNOWN');
    const withCopies: DocumentEvent = { ...redacted, data: { ...redacted.data, document: COPY, copy: DOCUMENT } };
    given(documentDecider, [archived()])
      .when(redact(COPY, stateOf(archived(COPY), withCopies)))
      .thenRefuses('REDACTED_COPY_OF_ANOTHER');
  });

  it('is held until the hold is lifted', () => {
    const data = { document: DOCUMENT, reason: 'Granskning' };
    const lifted: DocumentEvent = {
      type: 'LegalHoldLifted',
      data: { document: DOCUMENT },
      private: { reason: 'Klart' },
    };
    given(documentDecider, [archived()]).when({ type: 'PlaceLegalHold', data }).then([held]);
    given(documentDecider, [archived(), held]).when({ type: 'PlaceLegalHold', data }).then([]);
    given(documentDecider, [archived(), held])
      .when({ type: 'LiftLegalHold', data: { document: DOCUMENT, reason: 'Klart' } })
      .then([lifted]);
    given(documentDecider, [archived(), held, lifted])
      .when({ type: 'LiftLegalHold', data })
      .thenRefuses('DOCUMENT_NOT_HELD');
    expect(stateOf(archived(), held)).toMatchObject({ isHeld: true, isErased: false });
  });
});
