import { z } from 'zod';

import { BOOK } from '../book/book.fixture.js';
import {
  type CodeFacts,
  projectCodeCommands,
  type ProjectCodeEvent,
  projectCodeEventTypes,
} from './project-code.events.js';
import type { ProjectCodeCommand, ProjectCodeLookup } from './project-code.js';

type Input<Name extends keyof typeof projectCodeCommands> = z.input<(typeof projectCodeCommands)[Name]>;

/** The code of the story's first allocation. */
export const HALSOVAL: Input<'OpenProjectCode'> = {
  projectCode: 'gnv26-halsoval',
  grant: 'gnv-2026',
  allocation: 'halsoval',
  purposeAreas: [
    { area: 1, share: '0.6' },
    { area: 2, share: '0.4' },
  ],
  matches: [{ book: BOOK, all: [{ dimension: '6', code: '28101' }], from: '2026-01-01' }],
};
/** The code of money that is passed on to health centres, area 8 alone. */
export const LANDSBYGD: Input<'OpenProjectCode'> = {
  projectCode: 'gnv26-landsbygd',
  grant: 'gnv-2026',
  allocation: 'landsbygd',
  purposeAreas: [{ area: 8, share: '1' }],
  matches: [{ book: BOOK, all: [{ dimension: '6', code: '27010' }], from: '2026-01-01' }],
  onward: [{ all: [{ dimension: '1', code: '31007' }], allocation: 'landsbygd-askersund' }],
};

/** What there is around the codes. */
export const AROUND: ProjectCodeLookup = {
  grantExists: true,
  allocation: { pot: 'region-population', purposeAreas: [] },
  onward: ['landsbygd-askersund'],
  books: [{ book: BOOK, privateDimensions: ['7', '8', '9'] }],
  areas: [1, 2, 3, 4, 5, 6, 7, 8],
  potAreas: null,
};

/** A command on a project code, with what is looked up for it. */
export const askCode = <Name extends keyof typeof projectCodeCommands>(
  type: Name,
  data: Input<Name>,
  around: Partial<ProjectCodeLookup> = {},
): ProjectCodeCommand => {
  const command = { type, data: projectCodeCommands[type].parse(data) };
  return (
    type === 'CloseProjectCode' ? command : { ...command, facts: { ...AROUND, ...around } }
  ) as ProjectCodeCommand;
};

type Types = (typeof projectCodeEventTypes)[number];
type Wire<Name extends ProjectCodeEvent['type']> = z.input<Extract<Types, { name: Name }>['schema']>;

/** An event of a project code, read out of the JSON that the log holds. */
export function codeEvent<Name extends ProjectCodeEvent['type']>(
  type: Name,
  data: Wire<Name>,
  texts?: object,
): ProjectCodeEvent {
  const known = projectCodeEventTypes.find(({ name }) => name === type);
  if (known === undefined) throw new Error(`No event type ${type}`);
  return known.read({ type, version: 1, data, ...(texts === undefined ? {} : { private: texts }) });
}

/** The facts of a code, whole, as the log holds them. */
export const factsOf = (opening: Input<'OpenProjectCode'>): Wire<'ProjectCodeOpened'> =>
  z.encode(projectCodeCommands.OpenProjectCode, projectCodeCommands.OpenProjectCode.parse(opening)) as never;

/** A code as matching and posting see it. */
export const codeOf = (opening: Input<'OpenProjectCode'>, more: Partial<CodeFacts> = {}): CodeFacts => ({
  ...factsOf(opening),
  ...{ revision: 0, pot: null, lastDay: null },
  ...more,
});
