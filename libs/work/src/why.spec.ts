import { describe, expect, it } from '@jest/globals';

import { DomainError } from '#kernel';
import { z } from 'zod';

import { isLeaseLost, isPassing, whyOf } from './why.js';

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const SECRET = 'Kim Andersson 19700101-1234';

describe('why something failed', () => {
  it('is a refusal’s code and sentence, or the words of an error of our own', () => {
    const lost = new DomainError('LEASE_LOST', { role: 'rows', part: '2321000164' });
    expect(whyOf(lost)).toEqual({ code: 'LEASE_LOST', says: lost.message });
    expect(whyOf(new Error('Unknown version 9 of GrantPaid'))).toEqual({
      code: 'Error',
      says: 'Unknown version 9 of GrantPaid',
    });
  });

  it.each([
    ['a schema', () => z.object({ name: z.literal('x') }).parse({ name: SECRET }), /^name: invalid_value$/],
    ['a parser', () => JSON.parse(`{"name": ${SECRET}`) as unknown, /^JSON\.parse|why\.spec/],
    ['a mistake', () => (SECRET as unknown as { a: { b: number } }).a.b, /why\.spec/],
    [
      'a driver',
      () => {
        throw Object.assign(new Error(`invalid input syntax: "${SECRET}"`), { code: '22P02' });
      },
      /^22P02 .*why\.spec/,
    ],
  ])('is told without what was read, where it is the error of %s', (_, work, says) => {
    const why = whyOf(thrownBy(work));
    expect(why.says).toMatch(says);
    expect(JSON.stringify(why)).not.toContain('Kim');
  });

  it('passes by itself, or does not', () => {
    expect(isPassing(new DomainError('POSTGRES_UNREACHABLE'))).toBe(true);
    expect(isPassing(new DomainError('LEASE_LOST', { role: 'rows', part: '*' }))).toBe(false);
    expect(isPassing(new Error('POSTGRES_UNREACHABLE'))).toBe(false);
    expect(isLeaseLost(new DomainError('LEASE_LOST', { role: 'rows', part: '*' }))).toBe(true);
  });
});
