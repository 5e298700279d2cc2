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
])('bytes are written in %s (%j)', (encoding, chunks) => {
  expect(verdictOf(...chunks)).toBe(encoding);
});

it('the no-break spaces of CP437 are no letters of Windows-1252', () => {
  expect(verdictOf([0x8f], [0x31, 0xff, 0x32, 0xff, 0x33])).toBe('cp437');
});

it('a byte order mark is all of its three bytes', () => {
  expect(startsWithBom(Buffer.from('\ufeffa'))).toBe(true);
  expect(startsWithBom(Buffer.from([0xef, 0xbb]))).toBe(false);
});
