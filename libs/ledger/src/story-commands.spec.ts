import { existsSync, readFileSync } from 'node:fs';

import { expect, it } from '@jest/globals';

import { bookCommands } from './book/book.events.js';
import { projectCodeCommands } from './project-code/project-code.events.js';

interface Command {
  readonly type: string;
  readonly data: unknown;
}

// The story's commands lie beside the repository; whoever has the repository alone has them in the demo.
const path = new URL('../../../../shared/cases/commands-orebro-2026.json', import.meta.url);
const schemas = new Map(Object.entries({ ...bookCommands, ...projectCodeCommands }));

(existsSync(path) ? it : it.skip)('reads the commands of the story as they lie', () => {
  const commands = JSON.parse(readFileSync(path, 'utf8')) as Command[];
  const ours = commands.filter(({ type }) => schemas.has(type));
  expect(ours.map(({ type }) => type)).toEqual(['OpenBook', 'OpenProjectCode', 'OpenProjectCode']);
  for (const { type, data } of ours) expect(schemas.get(type)?.safeParse(data)).toMatchObject({ success: true });
});
