import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import type { PersonEvent } from './person.events.js';
import { personDecider, type PersonState } from './person.js';

const person = 'p0123456789abcdef0123456789abcde';
const other = 'p123456789abcdef0123456789abcdef';
const third = 'p23456789abcdef0123456789abcdef0';
const key = 'a'.repeat(32);
const register = (name: string, nameKey: string | null = key) => ({
  type: 'RegisterPerson' as const,
  data: { person, nameKey },
  private: { name },
});
const registered = (name: string | null, nameKey: string | null = key): PersonEvent => ({
  type: 'PersonRegistered',
  data: { person, nameKey },
  private: name === null ? null : { name },
});

describe('a person', () => {
  it('is registered once, and anew where the name is another', () => {
    given(personDecider)
      .when(register('Anna Ek'))
      .then([registered('Anna Ek')]);
    given(personDecider, [registered('Anna Ek')])
      .when(register('Anna Ek'))
      .then([]);
    given(personDecider, [registered('Anna Ek')])
      .when(register('Anna Berg'))
      .then([registered('Anna Berg')]);
  });

  it('is registered anew where nobody asked before who is called the same', () => {
    given(personDecider, [registered('Anna Ek', null)])
      .when(register('Anna Ek'))
      .then([registered('Anna Ek')]);
  });

  it('is never named again once the name was erased', () => {
    given(personDecider, [registered(null)])
      .when(register('Anna Ek'))
      .then([]);
    given(personDecider, [registered(null), registered('Anna Ek')])
      .when(register('Anna Berg'))
      .then([]);
  });
});

describe('one person under two numbers', () => {
  const known = (of: string, sameAs: string | null = null): PersonState => {
    const facts = { person: of, isRegistered: true, names: { name: 'Anna Ek' }, nameKey: key, sameAs, apart: [] };
    return facts;
  };
  const by = { subject: 'person-lon', role: 'accountant' };
  const tie = (sameAs = other, facts = known(sameAs), of = person) => ({
    ...{ type: 'TiePersons' as const, data: { person: of, sameAs, reason: 'Samma person' } },
    facts: { other: facts, by },
  });
  const byFile = (sameAs = other, of = person) => ({
    type: 'TieByFile' as const,
    data: { person: of, sameAs, file: 'f1' },
  });
  const untie = (sameAs = other) => ({
    type: 'UntiePersons' as const,
    data: { person, sameAs, reason: 'Två personer' },
  });
  const tied = (basis: { person: string } | { file: string } = { file: 'f1' }, sameAs = other): PersonEvent => ({
    ...{ type: 'PersonsTied', data: { person, sameAs, basis } },
    ...('person' in basis ? { private: { reason: 'Samma person' } } : {}),
  });
  const untied: PersonEvent = {
    ...{ type: 'PersonsUntied', data: { person, sameAs: other } },
    private: { reason: 'Två personer' },
  };
  const bySomebody = tied({ person: 'person-lon' });

  it('is said by somebody, or by a file that has both numbers, also before anybody is registered', () => {
    given(personDecider, [registered('Anna Ek')])
      .when(tie())
      .then([bySomebody]);
    given(personDecider).when(byFile()).then([tied()]);
    given(personDecider, [tied()])
      .when(register('Anna Ek'))
      .then([registered('Anna Ek')]);
  });

  it('is not said again, in whichever order', () => {
    given(personDecider, [registered('Anna Ek'), tied()])
      .when(tie())
      .then([]);
    given(personDecider, [registered('Anna Ek')])
      .when(tie(other, known(other, person)))
      .then([]);
    given(personDecider, [bySomebody]).when(byFile()).then([]);
    given(personDecider).when(byFile(person)).then([]);
  });

  it('is taken back by somebody, and then no file says it again', () => {
    given(personDecider, [registered('Anna Ek'), tied()])
      .when(untie())
      .then([untied]);
    given(personDecider, [registered('Anna Ek'), tied(), untied])
      .when(byFile())
      .then([]);
    given(personDecider, [registered('Anna Ek'), tied(), untied])
      .when(tie())
      .then([bySomebody]);
    given(personDecider, [registered('Anna Ek')])
      .when(untie())
      .thenRefuses('PERSONS_NOT_TIED');
    given(personDecider, [registered('Anna Ek'), tied()])
      .when(untie(third))
      .thenRefuses('PERSONS_NOT_TIED');
  });

  it('is nobody else at the same time: a file leaves the number with whom it had, and a person is told', () => {
    given(personDecider, [registered('Anna Ek'), tied()])
      .when(byFile(third))
      .then([]);
    given(personDecider, [registered('Anna Ek'), tied()])
      .when(tie(third))
      .thenRefuses('PERSON_TIED_ALREADY');
  });

  it('is somebody whose pay is known, twice', () => {
    given(personDecider).when(tie()).thenRefuses('PERSON_UNKNOWN');
    given(personDecider, [registered('Anna Ek')])
      .when(tie(other, null))
      .thenRefuses('PERSON_UNKNOWN');
    given(personDecider, [registered('Anna Ek')])
      .when(tie(person, known(person)))
      .thenRefuses('PERSON_TIED_TO_ITSELF');
  });
});
