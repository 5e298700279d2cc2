import { describe, expect, it } from '@jest/globals';

import { DomainError, Money } from '#kernel';

import { problemOfRefusal, problemOfStatus } from './problem.js';

describe('a problem', () => {
  it.each([
    ['MOMENT_MALFORMED', 400],
    ['GRANT_NOT_ANNOUNCED', 404],
    ['STREAM_MOVED_ON', 409],
    ['RETURN_MISSING', 422],
    ['LOG_UNREADABLE', 500],
    ['DISK_FULL', 503],
  ] as const)('of %s has the status %i of its kind', (code, status) => {
    expect(problemOfRefusal(new DomainError(code))).toMatchObject({
      code,
      status,
      type: `urn:bidragsbok:refusal:${code}`,
    });
  });

  it('says its sentence in Swedish, and its details as JSON has them', () => {
    const available = Money.parse('1234.50');
    const problem = problemOfRefusal(new DomainError('ALLOCATION_EXCEEDS_FUNDS', { available }));
    expect(problem.detail).toContain('1\u00a0234,50 kr');
    expect(JSON.parse(JSON.stringify(problem.details))).toEqual({ available: '1234.50' });
  });

  it('shows nothing of a bug', () => {
    expect(problemOfStatus(500)).toEqual({
      ...{ type: 'about:blank', title: 'Internal Server Error', status: 500 },
      detail: 'Ett fel i programmet hindrade anropet. Försök igen, och anmäl felet om det kommer tillbaka.',
    });
  });
});
