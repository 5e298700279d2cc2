import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { type Finding, findings } from '#read-models';

import { january, skew } from './import.fixture.js';
import { ACCOUNTANT, APPROVER, BOOK, codeFacts, GRANT, Scene } from './scene.fixture.js';
import { cost, sieFile } from './sie.fixture.js';

const LATE = ['LR 5', '2027-01-10'] as const;
const voucher = { book: BOOK, series: 'LR', number: '5' };
let scene: Scene;

beforeEach(async () => {
  scene = await Scene.begin({ financialYear: { from: '2026-01-01', to: '2027-12-31' } });
  await scene.tell('LockPeriod', { book: BOOK, through: '2026-01-31' });
});
afterEach(() => scene.close());

const file = (vouchers: readonly string[]) => scene.takeFile(scene.file(wholeFile(vouchers)), { acceptChanges: true });
const wholeFile = (vouchers: readonly string[]) => sieFile(vouchers, { year: '#RAR 0 20260101 20271231' });

/** The findings of the grant of one kind, now or as they were. */
async function of(code: Finding['code'], asOf?: string): Promise<Finding[]> {
  const moment = await scene.book.moment(asOf);
  return (await findings(scene.book.models.db, moment, GRANT)).filter((finding) => finding.code === code);
}
async function only(code: Finding['code'], asOf?: string): Promise<Finding> {
  const [found, ...more] = await of(code, asOf);
  if (found === undefined || more.length > 0) throw new Error(`Not one ${code}`);
  return found;
}
const now = async () => (await scene.book.moment()).position.toString();

const waiver = ({ id, code }: Pick<Finding, 'id' | 'code'>, other: object = {}) => ({
  ...{ grant: GRANT, act: 'avstaende', finding: id, code, reason: 'Ringa belopp' },
  ...other,
});
async function waive(finding: Finding, act = 'avstaende'): Promise<void> {
  await scene.tell('WaiveFinding', waiver(finding, { act }), { by: ACCOUNTANT });
  await scene.tell('ConfirmAct', { act }, { by: APPROVER });
}

describe('a finding is settled', () => {
  let before: string;
  beforeEach(async () => {
    await file([...january, cost(LATE, '500.00')]);
    before = await now();
  });
  afterEach(async () => {
    // Whatever became of it since, it was open then.
    expect(await only('OUTSIDE_USE_PERIOD', before)).toMatchObject({ settled: null, amount: '500.00' });
  });

  it('by correction: the source says otherwise', async () => {
    await file([...january, cost(['LR 5', '2026-12-20'], '500.00')]);
    expect(await of('OUTSIDE_USE_PERIOD')).toEqual([]);
  });

  it('by disallowance', async () => {
    await scene.tell('DisallowCost', { voucher, lines: [1], reason: 'Gäller nästa år' });
    expect(await of('OUTSIDE_USE_PERIOD')).toEqual([]);
    await scene.tell('AllowCost', { voucher, lines: [1], reason: 'Ändrat' });
    expect(await of('OUTSIDE_USE_PERIOD')).toHaveLength(1);
  });

  it('by a waiver of two persons, and stands last in the list', async () => {
    const found = await only('OUTSIDE_USE_PERIOD');
    await waive(found);
    const [event] = await scene.events('FindingWaived');
    expect(event?.data).toEqual({
      ...{ grant: GRANT, finding: found.id, code: found.code, act: 'avstaende', amount: '500.00', count: null },
    });
    expect(event?.private).toEqual({ reason: 'Ringa belopp' });
    const settled = { how: 'waived', act: 'avstaende', position: event?.position };
    expect(await only('OUTSIDE_USE_PERIOD')).toEqual({ ...found, settled });
    expect((await scene.findings()).at(-1)).toMatchObject({ id: found.id, settled });
    expect((await scene.history({ grant: GRANT })).rows.at(-1)).toMatchObject({
      says: [expect.stringContaining(`avstod från iakttagelsen ${found.id}`), 'bekräftade åtgärden avstaende'],
      why: [{ kind: 'reason', text: 'Ringa belopp' }],
    });
  });
});

describe('a waiver', () => {
  it('ends when the finding is another amount, and the finding says so', async () => {
    await file([...january, cost(LATE, '500.00')]);
    const found = await only('OUTSIDE_USE_PERIOD');
    await waive(found);
    const waived = await now();
    await file([...january, cost(LATE, '600.00')]);
    const again = (await of('OUTSIDE_USE_PERIOD')).find(({ subject }) => subject.number === '5');
    // A line that is changed is another line, and what is said of it another finding.
    expect(again).toMatchObject({ settled: null, amount: '600.00' });
    expect((await only('OUTSIDE_USE_PERIOD', waived)).settled).not.toBeNull();

    const pot = 'region-population';
    await file([...january, cost(['LR 6', '2026-05-01'], '1000100.00')]);
    const over = await only('OVERSPENT_POT');
    await waive(over, 'avstaende-2');
    expect(await only('OVERSPENT_POT')).toMatchObject({ id: over.id, subject: { pot }, amount: '400.50' });
    expect((await only('OVERSPENT_POT')).settled).not.toBeNull();
    await file([...january, cost(['LR 6', '2026-05-01'], '1000200.00')]);
    const grown = await only('OVERSPENT_POT');
    expect(grown).toMatchObject({
      ...{ id: over.id, amount: '500.50', settled: null },
      outgrown: { act: 'avstaende-2', amount: '400.50', count: null },
    });
    expect(grown.message).toContain(
      'Två personer avstod från den i åtgärden avstaende-2, men då var den på 400,50 kr.',
    );
    await waive(grown, 'avstaende-3');
    expect(await only('OVERSPENT_POT')).toMatchObject({ settled: { act: 'avstaende-3' }, outgrown: null });
  });

  it('lets a return be sent that the finding blocked, until it is taken in anew', async () => {
    await file([...january, cost(['LR 5', '2027-01-10'], '-50.00')]);
    const credit = await only('CREDIT_OUTSIDE_USE_PERIOD');
    const submit = (act: string) =>
      scene.tell('SubmitReturn', { grant: GRANT, act, signatory: 'Ekonomidirektören' }, { by: ACCOUNTANT });
    await expect(submit('retur')).rejects.toMatchObject({ code: 'RETURN_BLOCKED' });
    await waive(credit);
    expect(await only('CREDIT_OUTSIDE_USE_PERIOD')).toMatchObject({ blocksReturn: false, severity: 'blocks' });
    await submit('retur');
  });

  it('needs a second person, who confirms what the first one saw', async () => {
    await file([...january, cost(['LR 6', '2026-05-01'], '1000100.00')]);
    const over = await only('OVERSPENT_POT');
    await scene.tell('WaiveFinding', waiver(over), { by: ACCOUNTANT });
    expect((await only('OVERSPENT_POT')).settled).toBeNull();
    const confirm = () => scene.tell('ConfirmAct', { act: 'avstaende' }, { by: APPROVER });
    const alone = scene.tell('ConfirmAct', { act: 'avstaende' }, { by: ACCOUNTANT });
    await expect(alone).rejects.toMatchObject({ code: 'ACT_NEEDS_TWO_PERSONS' });
    await file([...january, cost(['LR 6', '2026-05-01'], '1000200.00')]);
    await expect(confirm()).rejects.toMatchObject({ code: 'FINDING_HAS_CHANGED' });
    await file([...january, cost(['LR 6', '2026-05-01'], '1000100.00')]);
    await confirm();
    expect((await only('OVERSPENT_POT')).settled).not.toBeNull();
  });

  it('is refused of what does not stand, may not be let be, or is let be already', async () => {
    await file([...january, cost(LATE, '500.00')]);
    const found = await only('OUTSIDE_USE_PERIOD');
    const tell = (finding: Pick<Finding, 'id' | 'code'>) =>
      scene.tell('WaiveFinding', waiver(finding, { act: 'annan' }), { by: ACCOUNTANT });
    await expect(tell({ ...found, id: 'ingen' })).rejects.toMatchObject({ code: 'FINDING_UNKNOWN' });
    await expect(tell({ ...found, code: 'ON_CLOSED_CODE' })).rejects.toMatchObject({ code: 'FINDING_UNKNOWN' });
    await waive(found);
    await expect(tell(found)).rejects.toMatchObject({ code: 'FINDING_ALREADY_WAIVED' });
    await scene.tell('AmendProjectCode', codeFacts({ allocation: null }));
    await scene.take([...january, cost(['LR 7', '2026-05-02'], '7.00')]);
    await expect(tell(await only('COST_WITHOUT_POT'))).rejects.toMatchObject({ code: 'FINDING_NOT_WAIVABLE' });
  });

  it('may be of what became of a file, which is about every grant of the book', async () => {
    await scene.take([...january, skew]);
    const [refused] = (await scene.findings()).filter(({ grant }) => grant === null);
    if (refused === undefined) throw new Error('Nothing was refused');
    await waive(refused);
    expect((await scene.findings()).find(({ id }) => id === refused.id)).toMatchObject({ settled: { how: 'waived' } });
  });
});

describe('the id of a finding', () => {
  it('is one of a kind and the same whatever comes beside it', async () => {
    await file([...january, cost(LATE, '500.00'), cost(['LR 8', '2027-02-01'], '5.00')]);
    const all = await scene.findings();
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id } of all) expect(id).toMatch(/^[0-9a-f]{12}$/);
    await scene.take([cost(['LR 9', '2026-05-01'], '1.00')]);
    expect((await scene.findings()).map(({ id }) => id)).toEqual(expect.arrayContaining(all.map(({ id }) => id)));
  });
});
