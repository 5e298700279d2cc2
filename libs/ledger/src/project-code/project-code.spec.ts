import { describe, expect, it } from '@jest/globals';

import { fold } from '#kernel';
import { given } from '#spec-kit';

import { BOOK } from '../book/book.fixture.js';
import { projectCodeCommands } from './project-code.events.js';
import { askCode, codeEvent, codeOf, factsOf, HALSOVAL, LANDSBYGD } from './project-code.fixture.js';
import { codeFacts, projectCodeDecider, type ProjectCodeLookup } from './project-code.js';

const opened = codeEvent('ProjectCodeOpened', factsOf(HALSOVAL));
const amended = (revised: typeof HALSOVAL, texts?: object) => codeEvent('ProjectCodeAmended', factsOf(revised), texts);
const closed = codeEvent('ProjectCodeClosed', { projectCode: 'gnv26-halsoval', lastDay: '2026-10-31' });
const close = askCode('CloseProjectCode', { projectCode: 'gnv26-halsoval', lastDay: '2026-10-31' });
const nothing = given(projectCodeDecider);
const code = (...history: (typeof opened)[]) => given(projectCodeDecider, [opened, ...history]);

describe('opening a project code', () => {
  it('records what it means', () => {
    nothing.when(askCode('OpenProjectCode', HALSOVAL)).then([opened]);
    nothing.when(askCode('OpenProjectCode', LANDSBYGD)).then([codeEvent('ProjectCodeOpened', factsOf(LANDSBYGD))]);
  });

  it('happens once', () => {
    code().when(askCode('OpenProjectCode', HALSOVAL)).thenRefuses('PROJECT_CODE_EXISTS');
    code(closed).when(askCode('OpenProjectCode', HALSOVAL)).thenRefuses('PROJECT_CODE_EXISTS');
  });

  it('rests on a book, a grant and an allocation that exist', () => {
    const refused = (around: Partial<ProjectCodeLookup>) => nothing.when(askCode('OpenProjectCode', HALSOVAL, around));
    refused({ books: [] }).thenRefuses('BOOK_UNKNOWN');
    refused({ grantExists: false }).thenRefuses('GRANT_UNKNOWN');
    refused({ allocation: null }).thenRefuses('ALLOCATION_UNKNOWN');
  });

  it('may wait for its allocation', () => {
    const { projectCode, grant, matches } = HALSOVAL;
    const open = { projectCode, grant, matches };
    nothing
      .when(askCode('OpenProjectCode', open, { allocation: null }))
      .then([codeEvent('ProjectCodeOpened', { ...open, allocation: null, purposeAreas: [], onward: [] })]);
  });

  it('never rests on a dimension that names people', () => {
    const matches = [{ book: BOOK, all: [{ dimension: '7', code: '12345' }] }];
    nothing.when(askCode('OpenProjectCode', { ...HALSOVAL, matches })).thenRefuses('MATCH_ON_PRIVATE_DIMENSION');
  });

  it('names areas that the programme, the pot and the allocation all have', () => {
    const refused = (around: Partial<ProjectCodeLookup>) => nothing.when(askCode('OpenProjectCode', HALSOVAL, around));
    refused({ areas: [1, 3] }).thenRefuses('AREA_NOT_OF_ALLOCATION');
    refused({ potAreas: [8] }).thenRefuses('AREA_NOT_OF_ALLOCATION');
    refused({ allocation: { pot: null, purposeAreas: [1] } }).thenRefuses('AREA_NOT_OF_ALLOCATION');
    nothing
      .when(askCode('OpenProjectCode', HALSOVAL, { potAreas: [1, 2], allocation: { pot: 'p', purposeAreas: [2, 1] } }))
      .then([opened]);
  });

  it('sends money on within its own allocation', () => {
    nothing.when(askCode('OpenProjectCode', LANDSBYGD, { onward: [] })).thenRefuses('ONWARD_NOT_OF_ALLOCATION');
  });
});

describe('amending and closing a project code', () => {
  const wider = { ...HALSOVAL, matches: [{ book: BOOK, all: [{ dimension: '6', code: '28102' }] }] };

  it('records its facts whole, and why beside them', () => {
    code()
      .when(askCode('AmendProjectCode', wider))
      .then([amended(wider)]);
    code()
      .when(askCode('AmendProjectCode', { ...wider, reason: 'Ny kodplan' }))
      .then([amended(wider, { reason: 'Ny kodplan' })]);
  });

  it('is held to the same as opening', () => {
    code()
      .when(askCode('AmendProjectCode', wider, { books: [] }))
      .thenRefuses('BOOK_UNKNOWN');
    nothing.when(askCode('AmendProjectCode', wider)).thenRefuses('PROJECT_CODE_UNKNOWN');
  });

  it('ends with its closing', () => {
    code().when(close).then([closed]);
    nothing.when(close).thenRefuses('PROJECT_CODE_UNKNOWN');
    code(closed).when(close).thenRefuses('PROJECT_CODE_CLOSED');
    code(closed).when(askCode('AmendProjectCode', wider)).thenRefuses('PROJECT_CODE_CLOSED');
  });

  it('is what matching and posting see', () => {
    const after = (...history: (typeof opened)[]) => {
      const state = fold(projectCodeDecider, [opened, ...history]);
      return state.status === 'unopened' ? null : codeFacts(state, { revision: history.length, pot: 'p' });
    };
    expect(after()).toEqual(codeOf(HALSOVAL, { pot: 'p' }));
    expect(after(amended(wider))).toEqual(codeOf(wider, { pot: 'p', revision: 1 }));
    expect(after(closed)).toEqual(codeOf(HALSOVAL, { pot: 'p', revision: 1, lastDay: '2026-10-31' }));
  });
});

describe('the shape of a project code', () => {
  const parse = (more: object) => projectCodeCommands.OpenProjectCode.safeParse({ ...HALSOVAL, ...more }).success;
  const areas = (...shares: [number, string][]) => ({ purposeAreas: shares.map(([area, share]) => ({ area, share })) });

  it('has areas that are one whole together, each once, or none at all', () => {
    expect(parse(areas([1, '0.5'], [2, '0.5']))).toBe(true);
    expect(parse(areas())).toBe(true);
    expect(parse(areas([1, '0.5'], [2, '0.4']))).toBe(false);
    expect(parse(areas([1, '0.5'], [2, '0.6']))).toBe(false);
    expect(parse(areas([1, '0.5'], [1, '0.5']))).toBe(false);
  });

  it('has matches that end after they begin', () => {
    const all = [{ dimension: '6', code: '28101' }];
    expect(parse({ matches: [{ book: BOOK, all, from: '2026-02-01', to: '2026-02-01' }] })).toBe(true);
    expect(parse({ matches: [{ book: BOOK, all, from: '2026-02-01', to: '2026-01-31' }] })).toBe(false);
    expect(parse({ matches: [] })).toBe(false);
  });
});
