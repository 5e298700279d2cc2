import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { personDecider, type PersonRegistered } from './person.js';

const person = 'p0123456789abcdef0123456789abcde';
const register = (name: string) => ({ type: 'RegisterPerson' as const, data: { person }, private: { name } });
const registered = (name: string | null): PersonRegistered => ({
  type: 'PersonRegistered',
  data: { person },
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

  it('is never named again once the name was erased', () => {
    given(personDecider, [registered(null)])
      .when(register('Anna Ek'))
      .then([]);
    given(personDecider, [registered(null), registered('Anna Ek')])
      .when(register('Anna Berg'))
      .then([]);
  });
});
