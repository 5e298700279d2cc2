import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { DomainError, Money } from '#kernel';

import { failed } from './failure.js';

describe('what went wrong', () => {
  let said: { stdout: string; stderr: string };
  beforeEach(() => {
    said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      jest.spyOn(process[name], 'write').mockImplementation((text) => {
        said[name] += String(text);
        return true;
      });
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
    delete process.env['BIDRAGSBOK_DEBUG'];
  });

  const refusal = new DomainError('ALLOCATION_EXCEEDS_FUNDS', { available: Money.parse('1234.50') });

  it('is a document with code, sentence and details for programs', () => {
    expect(failed(refusal, true)).toBe(3);
    expect(JSON.parse(said.stdout)).toEqual({
      error: {
        code: 'ALLOCATION_EXCEEDS_FUNDS',
        message: 'Det finns 1\u00a0234,50 kr kvar att fördela. Sänk beloppet, eller ange resten som egna medel.',
        details: { available: '1234.50' },
      },
    });
    expect(said.stderr).toBe('');
  });

  it('is a sentence on stderr for people', () => {
    expect(failed(refusal, false)).toBe(3);
    expect(said.stdout).toBe('');
    expect(said.stderr).toMatch(/^Nekat: Det finns 1\u00a0234,50 kr .* \(ALLOCATION_EXCEEDS_FUNDS\)\n$/);
  });

  it('shows nothing of a bug but that it is one', () => {
    expect(failed(new TypeError('secret'), true)).toBe(1);
    expect(JSON.parse(said.stdout)).toMatchObject({ error: { code: 'UNEXPECTED', details: {} } });
    expect(said.stdout + said.stderr).not.toContain('secret');
  });

  it('shows the stack of a bug to whoever asks for it', () => {
    process.env['BIDRAGSBOK_DEBUG'] = '1';
    expect(failed(new TypeError('secret'), false)).toBe(1);
    expect(said.stderr).toMatch(/^Fel: .*\(UNEXPECTED\)\nTypeError: secret\n {4}at /);
  });
});
