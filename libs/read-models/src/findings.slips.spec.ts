import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { blockingFindings, findings } from './findings.query.js';
import { GRANT, Story } from './story.fixture.js';

describe('what rests on a stream that had moved on', () => {
  let story: Story;
  beforeEach(async () => {
    story = new Story();
    await story.begin();
    await story.awarded();
  });
  afterEach(() => story.close());

  it('GUARD_SLIPPED for each stream, and keeps a return from being sent; before it was seen nobody knew', async () => {
    const moved = [
      { stream: 'book-b-1', position: 2 },
      { stream: 'project-code-kod', position: 3 },
    ];
    const [seen] = await story.happened('log', { type: 'GuardSlipped', data: { position: 4, moved } });
    const models = story.models();
    const position = await models.catchUp();
    const slips = (await findings(models.db, { position }, GRANT)).filter(({ code }) => code === 'GUARD_SLIPPED');
    expect(slips).toMatchObject([
      { subject: { stream: 'book-b-1', moved: 2, event: 4 }, blocksReturn: true, position: seen?.position },
      { subject: { stream: 'project-code-kod', moved: 3, event: 4 } },
    ]);
    expect(await blockingFindings(models.db, GRANT, { position })).toContain('GUARD_SLIPPED');
    expect(await blockingFindings(models.db, GRANT, { position: position - 1 })).not.toContain('GUARD_SLIPPED');
  });
});
