import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { FindingCode } from './findings.catalogue.js';
import { findings } from './findings.query.js';
import { returnFigures } from './return-figures.query.js';
import { GRANT, Story } from './story.fixture.js';

const A = { 6: '28101' };
let story: Story;

beforeEach(async () => {
  story = new Story();
  await story.begin();
  await story.awarded();
  await story.allocate('halsoval', '1000.00');
  await story.code('kod', '28101', { allocation: 'halsoval', pot: 'region-population' });
});
afterEach(() => story.close());

async function of(...codes: FindingCode[]) {
  const models = story.models();
  const all = await findings(models.db, { position: await models.catchUp() }, GRANT);
  return all.filter(({ code }) => codes.includes(code));
}
const cost = (number: string, date: string, amount: string) =>
  story.take({ number, date, lines: [['5011', A, amount]] });

describe('findings of periods that are closed', () => {
  it('REMOVED_AFTER_PERIOD_LOCK for what the source takes out of a period, or moves elsewhere, after its lock', async () => {
    for (const number of ['1', '2', '3']) await cost(number, '2026-01-15', `${number}.00`);
    await cost('4', '2026-02-15', '4.00');
    await story.lock('2026-01-31');
    const changed = await cost('1', '2026-01-15', '1.50');
    const withdrawn = await story.withdraw('2');
    const moved = await cost('3', '2026-03-01', '3.00');
    await cost('4', '2026-02-15', '4.50');
    expect(
      (await of('REMOVED_AFTER_PERIOD_LOCK')).map(({ subject, ...rest }) => [
        subject.number,
        rest.amount,
        rest.position,
      ]),
    ).toEqual([
      ['1', '1.00', changed - 1], // then its cost is posted anew
      ['2', '2.00', withdrawn],
      ['3', '3.00', moved - 1],
    ]);
    expect((await of('AFTER_PERIOD_LOCK')).map(({ subject, amount }) => [subject.number, amount])).toEqual([
      ['1', '1.50'],
    ]);
    await story.reopen(null);
    await cost('1', '2026-01-15', '1.75');
    expect(await of('AFTER_PERIOD_LOCK')).toEqual([]); // what came late is gone, and what came now came in an open period
    expect(await of('REMOVED_AFTER_PERIOD_LOCK')).toHaveLength(3);
  });

  it('REMOVED_AFTER_PERIOD_LOCK for nothing that came after the lock itself, nor for a code or a role that moves', async () => {
    await cost('1', '2026-01-15', '1.00');
    await story.lock('2026-01-31');
    await cost('2', '2026-01-20', '2.00');
    await story.withdraw('2');
    await story.registerChart({ account: '5011', name: 'Hyra', role: 'cost' });
    await story.take({ number: '1', date: '2026-01-15', registered: '2026-01-16', lines: [['5011', A, '1.00']] });
    await story.code('kod', '99999', { allocation: 'halsoval', pot: 'region-population' });
    expect(await of('AFTER_PERIOD_LOCK', 'REMOVED_AFTER_PERIOD_LOCK')).toEqual([]);
  });

  it('RETURN_NEEDS_AMENDMENT counts what is gone as well as what came', async () => {
    await cost('1', '2026-01-15', '1.00');
    const position = await cost('2', '2026-01-15', '2.00');
    await story.lock('2026-01-31');
    await of('RETURN_NEEDS_AMENDMENT');
    const figures = JSON.parse(JSON.stringify(await returnFigures(story.models().db, GRANT, { position }))) as object;
    await story.grant('ReturnSubmitted', { act: 'retur', position, figures, form: null, digest: null });
    expect(await of('RETURN_NEEDS_AMENDMENT')).toEqual([]);
    await story.withdraw('1');
    await cost('2', '2026-01-15', '2.50');
    expect(await of('RETURN_NEEDS_AMENDMENT')).toMatchObject([{ amount: '-0.50', count: 3 }]);
  });
});
