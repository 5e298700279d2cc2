import { describe, expect, it } from '@jest/globals';

import { Money } from '#kernel';
import { given } from '#spec-kit';

import { type LedgerReading } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { announced, ask, DIGEST, happened, ledger, rules } from './grant.fixture.js';
import { grantDecider } from './grant.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, [announced, ...history]);
const closed = happened('GrantClosed', { commitment: null });
const figures = {
  received: '1200.00',
  used: '1000.00',
  unused: '200.00',
  areas: [
    { area: 1, performer: 'Hälsovalsenheten', amount: '600.00' },
    { area: 2, performer: 'Hälsovalsenheten', amount: '400.00' },
  ],
};
const FROZEN = { form: 1, digest: DIGEST };
type Fields = Parameters<typeof ask<'SubmitReturn'>>[1];
const submit = (fields: Partial<Fields> = {}, reading: LedgerReading = ledger) =>
  ask('SubmitReturn', { act: 'aterrapport', signatory: 'Ekonomichef', ...fields }, { ledger: reading });
const amend = (fields: Partial<Parameters<typeof ask<'AmendReturn'>>[1]> = {}) =>
  ask('AmendReturn', { act: 'andring', signatory: 'Ekonomichef', ...fields }, { ledger });
const submitted = happened(
  'ReturnSubmitted',
  { act: 'aterrapport', position: 90, figures, ...FROZEN },
  { signatory: 'Ekonomichef' },
);
const reading = (changed: Partial<LedgerReading['figures']>): LedgerReading => ({
  ...ledger,
  figures: { ...ledger.figures, ...changed },
});

describe('a return', () => {
  it('says what the ledger says at its position, who signed and what was answered apart', () => {
    grant().when(submit()).then([submitted]);
    grant()
      .when(submit({ caseNumber: 'EXEMPEL-3', answers: { resultat: 'Fler fasta läkarkontakter' } }))
      .then([
        happened(
          'ReturnSubmitted',
          { act: 'aterrapport', position: 90, figures, caseNumber: 'EXEMPEL-3', ...FROZEN },
          { signatory: 'Ekonomichef', answers: { resultat: 'Fler fasta läkarkontakter' } },
        ),
      ]);
  });

  it('may state its figures, in whatever order, as long as they are the ledger’s', () => {
    grant()
      .when(submit({ figures: { ...figures, areas: [...figures.areas].reverse() } }))
      .then([submitted]);
    for (const changed of [
      { received: '1200.01' },
      { used: '999.99' },
      { unused: '200.01' },
      { areas: figures.areas.slice(0, 1) },
      { areas: figures.areas.map((row) => ({ ...row, performer: 'En annan' })) },
    ]) {
      grant()
        .when(submit({ figures: { ...figures, ...changed } }))
        .thenRefuses('RETURN_DIFFERS_FROM_LEDGER');
    }
  });

  it('is held back by findings that would make it wrong', () => {
    grant()
      .when(submit({}, { ...ledger, blocking: ['COST_WITHOUT_POT'] }))
      .thenRefuses('RETURN_BLOCKED');
  });

  it('adds up', () => {
    grant()
      .when(submit({}, reading({ used: Money.parse('1000.01') })))
      .thenRefuses('RETURN_AREAS_DIFFER_FROM_USED');
    grant()
      .when(submit({}, reading({ unused: Money.parse('-0.01') })))
      .thenRefuses('RETURN_UNUSED_NEGATIVE');
    const area = (number: number) => [{ area: number, performer: 'A', amount: Money.parse('1000.00') }];
    grant()
      .when(submit({}, reading({ areas: area(9) })))
      .thenRefuses('AREA_UNKNOWN');
  });

  it('is submitted once and amended afterwards', () => {
    grant(submitted).when(submit()).thenRefuses('RETURN_ALREADY_SUBMITTED');
    grant().when(amend()).thenRefuses('RETURN_MISSING');
    grant(submitted)
      .when(amend({ reason: 'Sen faktura' }))
      .then([
        happened(
          'ReturnAmended',
          { act: 'andring', position: 90, figures, ...FROZEN },
          { signatory: 'Ekonomichef', reason: 'Sen faktura' },
        ),
      ]);
    grant(submitted)
      .when(amend())
      .then([
        happened('ReturnAmended', { act: 'andring', position: 90, figures, ...FROZEN }, { signatory: 'Ekonomichef' }),
      ]);
  });

  it('belongs to an open grant', () => {
    given(grantDecider).when(submit()).thenRefuses('GRANT_UNKNOWN');
    grant(closed).when(submit()).thenRefuses('GRANT_CLOSED');
    grant(submitted, closed).when(amend()).thenRefuses('GRANT_CLOSED');
  });

  it('freezes the form and the document, which is the one that was looked at', () => {
    grant()
      .when(submit({ digest: DIGEST }))
      .then([submitted]);
    grant()
      .when(submit({ digest: 'e'.repeat(64) }))
      .thenRefuses('RETURN_DOCUMENT_DIFFERS');
    const { form, ...due } = rules.return;
    expect(form?.version).toBe(1);
    given(grantDecider, [announced])
      .when(ask('SubmitReturn', { act: 'aterrapport', signatory: 'A' }, { ledger, rules: { ...rules, return: due } }))
      .then([
        happened(
          'ReturnSubmitted',
          { act: 'aterrapport', position: 90, figures, form: null, digest: DIGEST },
          { signatory: 'A' },
        ),
      ]);
  });

  it('is stopped by the checks that its form stops it for', () => {
    grant()
      .when(submit({}, { ...ledger, stops: ['imports-completed'] }))
      .thenRefuses('RETURN_STOPPED_BY_CHECKS');
  });

  it('answers what its form asks, and nothing else', () => {
    const typed = (answers: Record<string, string>, signatory = 'A') => grant().when(submit({ signatory, answers }));
    typed({ effekt: 'x' }).thenRefuses('RETURN_ANSWER_UNKNOWN');
    typed({ resultat: 'x'.repeat(4001) }).thenRefuses('RETURN_ANSWER_TOO_LONG');
    typed({}, ' ').thenRefuses('RETURN_ANSWER_MISSING');
  });
});
