import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { findings } from './findings.query.js';
import { grantRegister } from './grant-register.query.js';
import { BOOK, GRANT, POTS, Story } from './story.fixture.js';

const DECISION = { status: 'decided', body: 'Socialstyrelsen', date: '2027-03-01' };
const OTHER = { id: 'annat', year: 2026 };
let story: Story;

beforeEach(async () => {
  story = new Story();
  await story.begin();
});
afterEach(() => story.close());

async function register(day: string, perDate?: string) {
  const models = story.models();
  const moment = { position: await models.catchUp(), ...(perDate === undefined ? {} : { perDate }) };
  return await grantRegister(models.db, moment, day);
}
async function only(day: string) {
  const [row, ...more] = (await register(day)).grants;
  if (row === undefined || more.length > 0) throw new Error('Not one grant');
  return row;
}
const stateAndNext = async (day: string) => {
  const { state, next } = await only(day);
  return [state, next?.what ?? null, next?.daysLeft ?? null];
};

/** Another programme, whose return has a day, with a grant of its own. */
async function another(): Promise<void> {
  const { rules } = await shipped();
  const own = { ...rules, ...OTHER, title: 'Ett annat', return: { due: '2027-02-15', sv: 'Senast 15 februari.' } };
  await story.happened(`programme-${OTHER.id}-${OTHER.year}`, {
    type: 'ProgrammeAdopted',
    data: { programme: OTHER, version: 1, hash: '1'.repeat(64), rules: own },
  });
  await story.happened('grant-annat', {
    type: 'GrantAnnounced',
    data: { grant: 'annat', programme: OTHER, rulesVersion: 1, amounts: [{ pot: 'region-rural', amount: '10.00' }] },
  });
}
async function shipped() {
  const [adopted] = await story.log.readStream('programme-god-och-nara-vard-2026');
  return adopted?.data as { readonly rules: object };
}
const ofOther = (type: string, data: object) =>
  story.happened('grant-annat', { type, data: { grant: 'annat', ...data } });
const submitted = (grant: string) => ({
  grant,
  act: 'retur',
  position: 1,
  figures: { received: '0.00', used: '0.00', unused: '0.00', areas: [] },
  form: null,
  digest: null,
});

describe('the register of grants', () => {
  it('has the figures of each, what is known of them together, and the open findings', async () => {
    await story.awarded();
    await story.allocate('halsoval', '1000.00');
    await story.code('kod', '28101', { allocation: 'halsoval', pot: 'region-population' });
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', { 6: '28101' }, '250.00']] });
    await story.take({ number: '2', date: '2027-01-05', lines: [['5011', { 6: '28101' }, '9.00']] });
    await another();
    const { grants, totals, ...of } = await register('2026-11-27');
    expect(of).toEqual({ position: (await story.figures()).position, day: '2026-11-27', pruned: 0 });
    expect(grants.find(({ grant }) => grant === GRANT)).toMatchObject({
      ...{ programme: { id: 'god-och-nara-vard', year: 2026 }, state: 'paid' },
      ...{ awarded: '68400000.00', received: '68400000.00', used: '250.00', unused: '68399750.00', repaid: '0.00' },
      deadlines: [
        { what: 'requisition', date: '2026-04-01' },
        { what: 'use', date: '2026-12-31' },
      ],
      next: { what: 'use', date: '2026-12-31', daysLeft: 34 },
      findings: { blocks: 0, warning: 1, info: 0 },
    });
    expect(grants.find(({ grant }) => grant === 'annat')).toMatchObject({
      ...{ title: 'Ett annat', state: 'announced', awarded: null, unused: null, used: '0.00' },
    });
    expect(totals).toEqual({
      ...{ awarded: '68400000.00', received: '68400000.00', used: '250.00' },
      ...{ unused: '68399750.00', repaid: '0.00' },
    });
  });

  it('begins with the grant whose next day is nearest, or longest past, and ends with those that have none', async () => {
    await story.awarded();
    await another();
    const order = async (day: string) =>
      (await register(day)).grants.map(({ grant, next }) => [grant, next?.daysLeft ?? null]);
    // The other grant was never asked for, which is late.
    expect(await order('2026-04-11')).toEqual([
      ['annat', -10],
      [GRANT, 264],
    ]);
    await ofOther('GrantRequisitioned', { amounts: [{ pot: 'region-rural', amount: '10.00' }], wantsMore: false });
    expect(await order('2027-01-01')).toEqual([
      ['annat', 45],
      [GRANT, null],
    ]);
  });

  it('says nothing of what was announced later, and is of a day for what is dated', async () => {
    await story.awarded();
    expect((await register('2026-05-01', '2026-04-10')).grants).toMatchObject([{ state: 'awarded', received: null }]);
    expect((await grantRegister(story.models().db, { position: 1 }, '2026-05-01')).grants).toEqual([]);
  });
});

describe('a grant in the register', () => {
  it('goes from step to step, and has the day that the next one is to be taken by', async () => {
    expect(await stateAndNext('2026-04-01')).toEqual(['announced', 'requisition', 0]);
    await story.grant('GrantRequisitioned', { amounts: POTS, wantsMore: false });
    expect(await stateAndNext('2026-04-01')).toEqual(['requisitioned', 'use', 274]);
    await story.grant('GrantAwarded', { amounts: POTS, decision: DECISION });
    expect(await stateAndNext('2026-12-31')).toEqual(['awarded', 'use', 0]);
    await story.grant('GrantPaid', { amounts: POTS });
    // The authority has set no day for the return.
    expect(await stateAndNext('2027-01-01')).toEqual(['paid', null, null]);
    await story.grant('ReturnSubmitted', submitted(GRANT));
    expect(await stateAndNext('2026-12-01')).toEqual(['returned', null, null]);
    const repayment = { repayment: 'r', ground: 'unused-or-misused', amount: '10.00' };
    await story.grant('RepaymentClaimed', { ...repayment, due: '2027-05-31', decision: DECISION });
    expect(await stateAndNext('2027-06-02')).toEqual(['returned', 'repayment', -2]);
    await story.grant('RepaymentPaid', { repayment: 'r', amount: '9.00' });
    expect(await stateAndNext('2027-05-30')).toEqual(['returned', 'repayment', 1]);
    await story.grant('RepaymentPaid', { repayment: 'r', amount: '1.00' });
    expect(await stateAndNext('2027-05-30')).toEqual(['repaid', null, null]);
    await story.grant('GrantClosed', { commitment: null });
    expect(await stateAndNext('2027-05-30')).toEqual(['closed', null, null]);
  });

  it('is to be accounted for by the day that its rules set, late until it is', async () => {
    await another();
    const next = async () => (await register('2027-02-20')).grants.find(({ grant }) => grant === 'annat')?.next;
    await ofOther('GrantAwarded', { amounts: [{ pot: 'region-rural', amount: '10.00' }], decision: DECISION });
    expect(await next()).toEqual({ what: 'return', date: '2027-02-15', daysLeft: -5 });
    await ofOther('ReturnSubmitted', submitted('annat'));
    expect(await next()).toBeNull();
  });

  it('has no open finding of what two persons let be', async () => {
    await story.importStarted('fil');
    const book = { matches: [{ book: BOOK, all: [{ dimension: '6', code: '28101' }] }] };
    await story.code('kod', '28101', book);
    expect((await only('2026-05-01')).findings).toEqual({ blocks: 0, warning: 1, info: 0 });
    const models = story.models();
    const [found] = await findings(models.db, { position: await models.catchUp() }, GRANT);
    const waived = { finding: found?.id, code: found?.code, act: 'a', amount: null, count: null };
    await story.grant('FindingWaived', waived);
    expect((await only('2026-05-01')).findings).toEqual({ blocks: 0, warning: 0, info: 0 });
  });
});
