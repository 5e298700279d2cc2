import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { GRANT, Story } from '../story.fixture.js';
import { areaActivities } from './activities.query.js';
import { documents } from './documents.query.js';

let story: Story;
beforeEach(async () => {
  story = new Story();
  await story.begin();
  await story.beginRural();
  await story.allocate('halsoval', '1000.00');
  const purposeAreas = [
    { area: 1, share: '0.5' },
    { area: 2, share: '0.5' },
  ];
  await story.code('kod', '28101', { allocation: 'halsoval', pot: 'region-population', purposeAreas });
  await story.take({ number: '1', date: '2026-06-01', lines: [['5011', { 6: '28101' }, '100.00']] });
});
afterEach(() => story.close());

async function shown(digit: string, kind: string, facts: object): Promise<string> {
  const document = digit.repeat(32);
  await story.happened(
    `document-${document}`,
    { type: 'DocumentArchived', data: { document, format: 'pdf', size: 1, digest: '0'.repeat(64) }, private: {} },
    { type: 'DocumentDescribed', data: { document, kind, basis: 'person', facts }, private: {} },
  );
  return document;
}
async function areas() {
  const models = story.models();
  const moment = { position: await models.catchUp() };
  const all = await documents(models.db, moment);
  return areaActivities(models.db, { grant: GRANT, documents: all }, moment);
}

it('says of each area what was used, by which allocations, and what shows what was done, from which day to which', async () => {
  const one = await shown('a', 'activity', { grant: GRANT, purposeAreas: [2], issued: '2026-05-06' });
  const two = await shown('b', 'activity', {
    grant: GRANT,
    purposeAreas: [2, 8],
    from: '2026-03-01',
    to: '2026-04-30',
  });
  const found = await areas();
  expect(found.map(({ area }) => area)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(found[0]).toMatchObject({ allocations: ['halsoval'], used: '50.00', documents: [], from: null, to: null });
  expect(found[1]).toMatchObject({ used: '50.00', documents: [one, two], from: '2026-03-01', to: '2026-05-06' });
  expect(found[2]).toMatchObject({ allocations: [], used: '0.00', documents: [] });
  expect(found[7]).toMatchObject({ allocations: ['landsbygd', 'askersund'], used: '0.00', documents: [two] });
  expect(found[7]?.sv).not.toBe('');
});

it('tells last of costs and documents that name no area, and of no other document', async () => {
  const none = await shown('c', 'activity', { grant: GRANT });
  await shown('d', 'activity', { grant: 'another', purposeAreas: [1] });
  await shown('e', 'agreement', { grant: GRANT, purposeAreas: [1] });
  await story.code('okand', '28109', { allocation: 'halsoval', pot: 'region-population', purposeAreas: [] });
  await story.take({ number: '2', date: '2026-06-01', lines: [['5011', { 6: '28109' }, '7.00']] });
  const found = await areas();
  expect(found.at(-1)).toMatchObject({
    area: null,
    sv: '',
    used: '7.00',
    allocations: ['halsoval'],
    documents: [none],
  });
  expect(found[0]?.documents).toEqual([]);
});
