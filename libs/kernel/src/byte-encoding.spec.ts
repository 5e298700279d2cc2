import { expect, it } from '@jest/globals';

import { EncodingEvidence, startsWithBom } from './byte-encoding.js';

function verdictOf(...chunks: readonly (string | readonly number[])[]) {
  const evidence = new EncodingEvidence();
  for (const chunk of chunks) evidence.take(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk));
  return evidence.verdict();
}

it.each([
  ['ascii', ['abc', 'def']],
  ['utf-8', ['abc', 'å']],
  ['utf-8', ['\ufeff', [0xe5]]],
  ['utf-8', [[0xc3], [0xa5]]],
  ['latin1', [[0xc3], [0x61, 0xe5]]],
  ['latin1', ['F', [0xf6], 'rvaltning']],
  ['cp437', ['F', [0x94], 'rvaltning']],
  ['cp437', [[0x94, 0x84, 0xe5]]],
  ['cp437', [[0xab]]],
  // A border cut what looked like the beginning of a character, and what follows does not go on with it.
  ['latin1', [[0xe5], [0x61]]],
  // Only a file begins with a byte order mark.
  ['latin1', ['a', '\ufeff', [0xe5, 0x31]]],
  ['utf-8', ['\ufeff', [0xe5, 0x31]]],
  // Where letters begin and end on either side; as many on both is CP437.
  ['latin1', [[0xc0, 0x31]]],
  ['latin1', [[0xfe, 0x31]]],
  ['cp437', [[0x80, 0xe5, 0x31]]],
  ['cp437', [[0x9f, 0xe5, 0x31]]],
  ['latin1', [[0xe5, 0xe5, 0x9f, 0xa0]]],
  ['latin1', [[0xe5, 0xe5, 0x9f, 0x7f]]],
  ['cp437', [[0x80, 0xbf, 0xe5, 0x31]]],
])('bytes are written in %s (%j)', (encoding, chunks) => {
  expect(verdictOf(...chunks)).toBe(encoding);
});

it('the no-break spaces of CP437 are no letters of Windows-1252', () => {
  expect(verdictOf([0x8f], [0x31, 0xff, 0x32, 0xff, 0x33])).toBe('cp437');
});

it('characters of all lengths may be cut anywhere', () => {
  const bytes = [...Buffer.from('aå€😀ö\u0800\u{10000}z')];
  for (let at = 0; at <= bytes.length; at++) expect(verdictOf(bytes.slice(0, at), bytes.slice(at))).toBe('utf-8');
  expect(verdictOf(...bytes.map((byte) => [byte]))).toBe('utf-8');
});

it('half a megabyte settles on which side the letters lie', () => {
  const side = (low: number) => {
    const evidence = new EncodingEvidence();
    for (const chunk of [Buffer.alloc(low, 0x94), Buffer.alloc(1 << 20, 0xe5)]) evidence.take(chunk);
    return evidence.verdict();
  };
  expect([side(1 << 19), side((1 << 19) - 1)]).toEqual(['cp437', 'latin1']);
});

it('a byte order mark is all of its three bytes', () => {
  expect(startsWithBom(Buffer.from('\ufeffa'))).toBe(true);
  expect(startsWithBom(Buffer.from([0xef, 0xbb]))).toBe(false);
});
