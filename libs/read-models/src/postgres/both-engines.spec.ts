import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { answers } from '../answers.fixture.js';
import { steps, tell } from '../any-history.fixture.js';
import { catalogue } from '../history.fixture.js';
import { ReadModels } from '../read-models.js';
import { Story } from '../story.fixture.js';

let server: PostgresServer;
const opened: Postgres[] = [];
const stories: Story[] = [];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});
afterEach(async () => {
  for (const story of stories.splice(0)) await story.close();
  for (const postgres of opened.splice(0)) await postgres.close();
});

/** The same log followed by both engines. */
async function both(story: Story): Promise<readonly [ReadModels, ReadModels]> {
  const postgres = Postgres.open({ address: await server.address() });
  opened.push(postgres);
  stories.push(story);
  return [story.models(), await ReadModels.openIn(postgres, story.log, catalogue)];
}

describe('both engines', () => {
  it('give the same answers to every question of any history, now and as of earlier', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const story = new Story();
        const [sqlite, postgres] = await both(story);
        await tell(story, path.slice(0, 20));
        await Promise.all([sqlite.catchUp(), postgres.catchUp()]);
        await tell(story, path.slice(20));
        const last = await sqlite.catchUp();
        expect(await postgres.catchUp()).toBe(last);
        for (const position of [last, Math.ceil(last * 0.6), 2]) {
          for (const perDate of [{}, { perDate: '2026-06-30' }]) {
            const moment = { position, ...perDate };
            const said = await answers({ db: sqlite.db, log: story.log }, moment);
            expect(await answers({ db: postgres.db, log: story.log }, moment)).toEqual(said);
          }
        }
        expect(await postgres.digest()).toBe(await sqlite.digest());
        await postgres.rebuild();
        expect(await postgres.digest()).toBe(await sqlite.digest());
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 300_000);
});
