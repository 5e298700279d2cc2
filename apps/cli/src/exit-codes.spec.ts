import { describe, expect, it } from '@jest/globals';

import { DomainError } from '#kernel';

import { exitCodeOf } from './exit-codes.js';

describe('exit codes', () => {
  it.each([
    ['CALL_MALFORMED', 2],
    ['ALLOCATION_EXCEEDS_FUNDS', 3],
    ['FILE_NOT_FOUND', 3],
    ['LOG_BUSY', 3],
    ['GRANT_NOT_ANNOUNCED', 4],
    ['STREAM_MOVED_ON', 5],
    ['LOG_UNREADABLE', 7],
  ] as const)('%s exits with %i', (code, exitCode) => {
    expect(exitCodeOf(new DomainError(code))).toBe(exitCode);
  });

  it('tells a bug from a refusal', () => {
    expect(exitCodeOf(new TypeError('x is not a function'))).toBe(1);
  });
});
