import { describe, expect, it } from '@jest/globals';

import { BOOK } from '../book/book.fixture.js';
import { matcher, onwardOf } from './matcher.js';
import { codeOf, HALSOVAL, LANDSBYGD } from './project-code.fixture.js';

const halsoval = codeOf(HALSOVAL);
const landsbygd = codeOf(LANDSBYGD);
const both = codeOf({
  ...HALSOVAL,
  projectCode: 'both',
  matches: [
    {
      book: BOOK,
      all: [
        { dimension: '6', code: '28101' },
        { dimension: '1', code: '31000' },
      ],
      from: '2026-03-01',
      to: '2026-03-31',
    },
    { book: 'another', all: [{ dimension: '6', code: '1' }] },
  ],
});
const names = (codes: readonly { projectCode: string }[]) => codes.map(({ projectCode }) => projectCode);

describe('matching', () => {
  const { wanted, claims } = matcher([halsoval, landsbygd, both], BOOK);

  it('finds the code whose coding stands on the line', () => {
    expect(names(claims([['6', '28101']], '2026-01-01'))).toEqual(['gnv26-halsoval']);
    expect(
      names(
        claims(
          [
            ['1', '31007'],
            ['6', '27010'],
          ],
          '2026-05-01',
        ),
      ),
    ).toEqual(['gnv26-landsbygd']);
  });

  it('finds none for another object, another dimension, or no object at all', () => {
    expect(claims([['6', '28102']], '2026-01-01')).toEqual([]);
    expect(claims([['1', '28101']], '2026-01-01')).toEqual([]);
    expect(claims([], '2026-01-01')).toEqual([]);
  });

  it('asks for every coding of a match, within its days, both included', () => {
    const line: [string, string][] = [
      ['1', '31000'],
      ['6', '28101'],
    ];
    expect(names(claims(line, '2026-02-28'))).toEqual(['gnv26-halsoval']);
    expect(names(claims(line, '2026-03-01'))).toEqual(['gnv26-halsoval', 'both']);
    expect(names(claims(line, '2026-03-31'))).toEqual(['gnv26-halsoval', 'both']);
    expect(names(claims(line, '2026-04-01'))).toEqual(['gnv26-halsoval']);
    expect(claims(line, '2025-12-31')).toEqual([]);
  });

  it('knows its own book alone', () => {
    expect(claims([['6', '1']], '2026-03-01')).toEqual([]);
    expect(names(matcher([both], 'another').claims([['6', '1']], '2026-03-01'))).toEqual(['both']);
  });

  it('claims a line once, however many matches of a code hold', () => {
    const twice = codeOf({
      ...HALSOVAL,
      matches: [
        { book: BOOK, all: [{ dimension: '6', code: '28101' }] },
        { book: BOOK, all: [{ dimension: '1', code: '31000' }] },
      ],
    });
    const line: [string, string][] = [
      ['1', '31000'],
      ['6', '28101'],
    ];
    expect(names(matcher([twice], BOOK).claims(line, '2026-03-01'))).toEqual(['gnv26-halsoval']);
  });

  it('says what a line must bear to be claimed at all', () => {
    expect(wanted).toEqual(new Map([['6', new Set(['28101', '27010'])]]));
    expect(matcher([], BOOK).wanted.size).toBe(0);
  });
});

describe('money passed on', () => {
  it('goes to the first onward allocation whose codings stand on the line', () => {
    const two = codeOf({
      ...LANDSBYGD,
      onward: [
        { all: [{ dimension: '1', code: '31007' }], allocation: 'first' },
        { all: [{ dimension: '6', code: '27010' }], allocation: 'second' },
      ],
    });
    expect(
      onwardOf(two, [
        ['6', '27010'],
        ['1', '31007'],
      ]),
    ).toBe('first');
    expect(onwardOf(two, [['6', '27010']])).toBe('second');
  });

  it('goes nowhere that is known where no coding names an allocation', () => {
    expect(onwardOf(landsbygd, [['6', '27010']])).toBeNull();
  });
});
