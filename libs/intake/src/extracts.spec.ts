import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { expectComplete, NONE } from './import.fixture.js';
import { Scene } from './scene.fixture.js';
import { type Row, sieFile, voucher } from './sie.fixture.js';

let scene: Scene;
afterEach(() => scene.close());

const ours: Row = ['7411', '1 "31000" 6 "28101"', '100.00'];
const more: Row = ['6421', '1 "31000" 6 "28101"', '20.00'];
const rural: Row = ['7411', '1 "31070" 6 "27010"', '50.00'];
/** Vouchers as an extract has them: without contra lines. */
const bill = (...rows: Row[]) => voucher(['LR 1', '2026-01-10'], rows);
const later = (...rows: Row[]) => voucher(['LR 2', '2026-03-10'], rows);

describe('an extract filtered on a code', () => {
  beforeEach(async () => {
    scene = await Scene.begin({ form: 'extract' });
  });

  it('needs no contra lines, and several meet in one voucher', async () => {
    const report = await scene.take([bill(ours)]);
    expectComplete(report);
    expect(report.vouchers).toEqual({ ...NONE, read: 1, taken: 1 });
    expect(report.coverage).toEqual({
      ...{ from: '2026-01-10', to: '2026-01-10', series: ['LR'], codes: [['6', '28101']] },
    });
    expect((await scene.take([bill(rural)])).vouchers).toEqual({ ...NONE, read: 1, extended: 1 });
    const { booked, notReported } = await scene.figures();
    expect([booked, notReported]).toEqual(['150.00', '0.00']);
    // Each of them again, or both in one, says nothing new.
    for (const again of [[bill(ours)], [bill(rural)], [bill(rural, ours)]]) {
      expect((await scene.take(again)).vouchers).toEqual({ ...NONE, read: 1, known: 1 });
    }
  });

  it('lacks a line only of the codes that it speaks of', async () => {
    await scene.take([bill(ours, more, rural), later(ours)]);
    const shown = await scene.take([bill(more), later(ours)]);
    expect(shown.vouchers).toEqual({ ...NONE, read: 2, known: 1, changed: 1 });
    expect(shown.changes[0]?.difference.removed).toMatchObject([{ line: 1, account: '7411', amount: '100.00' }]);
    // What it does not speak of is no difference.
    expect(shown.differences).toEqual([{ account: '7411', month: '2026-01', file: '0.00', ledger: '100.00' }]);

    await scene.take([bill(more), later(ours)], { acceptChanges: true });
    expect((await scene.figures()).booked).toBe('170.00');
  });

  it('takes away what it speaks of of a voucher that it lacks, and leaves the rest', async () => {
    await scene.take([bill(ours, rural), later(ours)]);
    const covers = { from: '2026-01-01', to: '2026-12-31' };
    const shown = await scene.take([later(ours)], { covers });
    expect(shown.vouchers).toEqual({ ...NONE, read: 1, known: 1, missing: 1 });
    await scene.take([later(ours)], { covers, acceptChanges: true });
    expect((await scene.figures()).booked).toBe('150.00');
    const rest = await scene.take([later(rural)], {
      covers: { ...covers, codes: [['6', '27010']] },
      acceptChanges: true,
    });
    expect(rest.vouchers).toMatchObject({ missing: 1, extended: 1 });
    expect((await scene.figures()).booked).toBe('150.00'); // later: ours and rural; bill: nothing
  });

  it('says nothing is missing where a row could not be read', async () => {
    await scene.take([bill(ours), later(ours)]);
    const orphan = '#TRANS 7411 {6 "28101"} x';
    const report = await scene.take([orphan, bill(ours)], { covers: { to: '2026-12-31' }, acceptChanges: true });
    expect(report.warnings.map(({ code }) => code)).toEqual(['COVERAGE_UNCERTAIN']);
    expect(report.vouchers).toMatchObject({ missing: 0, known: 1 });
  });
});

describe('a file whose caller says what it speaks of', () => {
  beforeEach(async () => {
    scene = await Scene.begin({ form: 'extract' });
  });

  it('is refused where its sum is off by an öre, or a line lies outside', async () => {
    const take = (covers: object) => scene.take([bill(ours), later(more)], { covers });
    const refusing = (code: string, details: object) =>
      expect.objectContaining({ code, details: expect.objectContaining(details) });
    await expect(take({ controlTotal: '120.01' })).rejects.toEqual(refusing('CONTROL_TOTAL_DIFFERS', {}));
    await expect(take({ to: '2026-02-28' })).rejects.toEqual(refusing('OUTSIDE_STATED_COVERAGE', { rows: 1 }));
    await expect(take({ series: ['LB'] })).rejects.toEqual(refusing('OUTSIDE_STATED_COVERAGE', { rows: 2 }));
    expect(await scene.events('ImportStarted')).toEqual([]);
    const { warnings } = await scene.take([bill(ours)], { covers: { controlTotal: '99.99' }, dryRun: true });
    expect(warnings.map(({ code }) => code)).toEqual(['CONTROL_TOTAL_DIFFERS']);

    const covers = { from: '2026-01-01', to: '2026-03-31', series: ['LR'], controlTotal: '120.00' };
    expect((await take(covers)).vouchers).toMatchObject({ taken: 2 });
    const [started] = await scene.events('ImportStarted');
    expect(started?.data).toMatchObject({ covers });
  });
});

describe('scope grant', () => {
  beforeEach(async () => {
    scene = await Scene.begin({
      scope: 'grant',
      accountRoles: [
        { from: '2990', to: '2999', role: 'grant-liability' },
        { from: '3511', to: '3511', role: 'grant-income' },
        { from: '1000', to: '2999', role: 'balance' },
        { from: '4000', to: '7999', role: 'cost' },
      ],
    });
  });
  const payment = voucher(
    ['SB 1', '2026-04-20'],
    [
      ['1931', '', '500.00'],
      ['2991', '', '-500.00'],
    ],
  );
  const earned = voucher(
    ['MA 1', '2026-12-31'],
    [
      ['2991', '', '300.00'],
      ['3511', '6 "99999"', '-300.00'],
    ],
  );
  const nobodys = voucher(
    ['LR 9', '2026-04-20'],
    [
      ['6411', '', '5.00'],
      ['2511', '', '-5.00'],
    ],
  );

  it('takes in grants received and earned although they bear no code, with the balances that the file states', async () => {
    const file = sieFile([payment, earned, nobodys], {
      year: '#RAR 0 20260101 20261231\r\n#IB 0 2991 -10.00\r\n#UB 0 2991 -210.00\r\n#UB 0 1931 500.00\r\n#RES 0 3511 -300.00\r\n#OUB 0 2991 {6 "99999"} -210.00\r\n#OUB 0 2991 {7 "E117"} -200.00',
    });
    const report = await scene.takeFile(scene.file(file));
    expect(report.vouchers).toEqual({ ...NONE, read: 3, taken: 2, outOfScope: 1 });
    const recorded = await scene.events('VoucherRecorded');
    expect(
      recorded.map(({ data }) => (data as { lines: { account: string }[] }).lines.map(({ account }) => account)),
    ).toEqual([['2991'], ['2991', '3511']]);
    const [completed] = await scene.events('ImportCompleted');
    // Dimension 7 names employees, so that nothing of it may stand among what is never erased.
    expect((completed?.data as { balances: object[] }).balances).toEqual([
      { label: 'IB', account: '2991', objects: [], amount: '-10.00' },
      { label: 'UB', account: '2991', objects: [], amount: '-210.00' },
      { label: 'RES', account: '3511', objects: [], amount: '-300.00' },
      { label: 'OUB', account: '2991', objects: [['6', '99999']], amount: '-210.00' },
    ]);
    expect((await scene.takeFile(scene.file(file))).vouchers).toMatchObject({ known: 2, outOfScope: 1 });
  });
});

describe('what a pre-system hands over', () => {
  const payroll = [
    voucher(
      ['LÖ 1', '2026-01-25'],
      [
        ['5011', '6 "28101"', '10.00'],
        ['2811', '', '-10.00'],
      ],
    ),
  ];

  it('is evidence and no posting, unless the book says so', async () => {
    scene = await Scene.begin();
    const report = await scene.takeFile(scene.file(sieFile(payroll), 'lon.si'));
    expectComplete(report);
    expect(report).toMatchObject({ kind: 'SIE4I', vouchers: { read: 1, outOfScope: 1, taken: 0 } });
    expect(report.warnings.map(({ code }) => code)).toEqual(['SIE_4I_IS_EVIDENCE']);
    expect((await scene.figures()).booked).toBe('0.00');
    expect(await scene.events('VoucherRecorded')).toEqual([]);
  });

  it('is told by the name that it came by, where it lies under another', async () => {
    scene = await Scene.begin();
    const file = scene.file(sieFile(payroll), 'upload');
    const evidence = await scene.takeFile(file, { fileName: 'lon.si' });
    expect(evidence).toMatchObject({ kind: 'SIE4I', vouchers: { outOfScope: 1, taken: 0 } });
    expect(await scene.takeFile(file, { fileName: 'bok.se' })).toMatchObject({ vouchers: { taken: 1 } });
  });

  it('is an export all the same where it has a year and a chart, whatever it is called', async () => {
    scene = await Scene.begin();
    const head = { year: '#RAR 0 20260101 20261231\r\n#KONTO 5011 "Löner"' };
    const report = await scene.takeFile(scene.file(sieFile(payroll, head), 'bok.sie'));
    expect(report).toMatchObject({ kind: 'SIE4E', vouchers: { taken: 1 } });
  });
});

describe('a file older than the last', () => {
  it('brings what is new, shows what differs, and changes it only where the caller insists', async () => {
    scene = await Scene.begin();
    const made = (day: string) => ({ program: `#PROGRAM "Ekonomisystemet" 1.0\r\n#GEN ${day}` });
    const balanced = (row: Row, contra: string) => voucher(['LR 1', '2026-01-10'], [row, ['2511', '', contra]]);
    const wrong = [balanced(ours, '-100.00'), voucher(['LR 2', '2026-01-11'], [more, ['2511', '', '-20.00']])];
    const right = [balanced(['7411', '1 "31000" 6 "28101"', '90.00'], '-90.00')];
    await scene.takeFile(scene.file(sieFile(right, made('20260401')), 'april.se'));
    const old = scene.file(sieFile(wrong, made('20260301')), 'mars.se');
    const report = await scene.takeFile(old, { acceptChanges: true });
    expect(report.warnings.map(({ code }) => code)).toEqual(['FILE_OLDER_THAN_LAST']);
    expect(report.vouchers).toMatchObject({ changed: 1, taken: 1 });
    expect((await scene.figures()).used).toBe('110.00');
    await scene.takeFile(old, { acceptChanges: true, acceptOlder: true });
    expect((await scene.figures()).used).toBe('120.00');
  });
});
