import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { CommandHandler } from '#event-log';
import { documentDecider, documentStream, personStream } from '#evidence';
import { type LinkedSalary, salaries } from '#read-models';
import { filesThatHold } from '#spec-kit';

import { catalogue } from '../catalogue.js';
import { asked, LATER } from '../erasure/erasure.fixture.js';
import { ACCOUNTANT, APPROVER, BOOK, CODE, Scene } from '../scene.fixture.js';
import { cost } from '../sie.fixture.js';
import { personNames } from './person-names.js';
import { personOf, SAVED, takeList } from './salary.fixture.js';

const EK = '4711;Anna Ek;2026-01;40000,00;60;;LR 1;7411;';
const BERG = '4712;Bo Berg;2026-01;30000,00;50;;LR 1;7411;';
// 0.6 × 58 460.00 and 0.5 × 43 845.00.
const [EK_ORE, BERG_ORE] = ['35076.00', '21922.50'];

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
  await scene.take([
    cost(['LR 1', '2026-01-25'], '57000.00'),
    cost(['LR 2', '2026-01-25'], '35076.00'),
    cost(['LR 3', '2026-02-25'], '21922.50'),
  ]);
});
afterEach(() => scene.close());

const linked = async (): Promise<LinkedSalary[]> => salaries(scene.book.models.db, await scene.book.moment());
const codes = async (rows: readonly string[]) => (await takeList(scene, rows)).refusals.map(({ code }) => code);

describe('a list of pay', () => {
  it('tells whose pay a line is, and what of it nobody’s is', async () => {
    const report = await takeList(scene, [EK, BERG]);
    expect(report).toMatchObject({
      ...{ book: BOOK, format: 'table', dryRun: false, persons: 2, registered: 2, refusals: [] },
      lines: [{ series: 'LR', number: '1', line: 1, amount: '57000.00', linked: '56998.50', missing: '1.50' }],
      totals: { amount: '57000.00', linked: '56998.50', missing: '1.50' },
    });
    expect(await linked()).toMatchObject([
      {
        ...{ number: '1', projectCodes: [CODE], missing: '1.50' },
        shares: [
          { person: personOf('4711'), amount: EK_ORE, gross: '40000.00', onCost: '18460.00', onCostRate: '0.4615' },
          { person: personOf('4712'), amount: BERG_ORE, charged: { form: 'share', share: '0.5' }, payslip: null },
        ],
      },
    ]);
    expect(JSON.stringify([report, ...(await linked())])).not.toMatch(/Ek|Berg|4711/);
    expect(await personNames(scene.book, [personOf('4711')])).toEqual(new Map([[personOf('4711'), 'Anna Ek']]));
  });

  it('changes nothing the second time, and nothing at all where it is tried', async () => {
    await takeList(scene, [EK], { dryRun: true });
    expect(await linked()).toEqual([]);
    const first = await takeList(scene, [EK]);
    const again = await takeList(scene, [EK]);
    expect(again).toMatchObject({ registered: 0, position: first.position, lines: [{ known: true }] });
  });

  it('finds the line by account, project code, month and exact amount where no voucher is named', async () => {
    const row = EK.replace('LR 1', '').replace(/7411;$/, `7411;${CODE}`);
    expect(await takeList(scene, [row])).toMatchObject({ refusals: [], lines: [{ number: '2', missing: '0.00' }] });
    await scene.take([cost(['LR 4', '2026-01-26'], '35076.00')]);
    expect(await codes([row])).toEqual(['SALARY_LINE_AMBIGUOUS']);
    expect(await codes([row.replace('2026-01', '2026-03')])).toEqual(['SALARY_LINE_NOT_FOUND']);
    expect(await codes([row.replace(';7411;', ';;')])).toEqual(['SALARY_LINE_NOT_FOUND']);
  });

  it('divides what rounding misses by the line', async () => {
    await scene.take([cost(['LR 5', '2026-01-27'], '0.03')]);
    const row = '1;A;2026-01;0,02;50;;LR 5;7411;';
    expect(await takeList(scene, [row, row.replace('1;A', '2;B')])).toMatchObject({
      lines: [{ number: '5', linked: '0.03', missing: '0.00' }],
    });
  });

  it('refuses what cannot be, row by row, and takes the rest', async () => {
    const refused = [
      '4713;C;2026-01;40000,00;60;999,00;LR 1;7411;',
      '4714;D;2026-01;x;60;;LR 1;7411;',
      '4715;E;2026-01;90000,00;100;;LR 2;7411;',
      '4716;F;2026-01;90000,00;100;;LR 99;7411;',
      '4717;G;2026-01;90000,00;100;;LR 3;5010;',
    ];
    expect(await takeList(scene, [EK, ...refused])).toMatchObject({
      refusals: [
        { line: 3, code: 'SALARY_AMOUNT_NOT_AS_CHARGED' },
        { line: 4, code: 'AMOUNT_NOT_AS_MAPPED', field: 'gross' },
        { line: 5, code: 'LINK_EXCEEDS_LINE' },
        { line: 6, code: 'VOUCHER_UNKNOWN' },
        { line: 7, code: 'SALARY_LINE_NOT_FOUND' },
      ],
      lines: [{ number: '1' }],
      persons: 1,
    });
    await expect(takeList(scene, [EK], { book: 'another' })).rejects.toMatchObject({ code: 'BOOK_UNKNOWN' });
  });

  it('says where more is charged of a person than there is, over all grants', async () => {
    await takeList(scene, [EK]);
    await takeList(scene, [EK.replace('LR 1', 'LR 2')]);
    const found = (await scene.findings()).filter(({ code }) => code === 'PERSON_ABOVE_WHOLE');
    expect(found).toMatchObject([
      { grant: null, subject: { person: personOf('4711'), date: '2026-01' }, amount: '11692.00', severity: 'warning' },
    ]);
    const salary = { book: BOOK, series: 'LR', number: '2' };
    await scene.tell('UnlinkSalary', { voucher: salary, line: 1, reason: 'Fel person' }, { by: ACCOUNTANT });
    expect((await scene.findings()).filter(({ code }) => code === 'PERSON_ABOVE_WHOLE')).toEqual([]);
  });

  it('refuses more than the whole of a pay where the requirements say so: PERSON_CHARGED_ABOVE_WHOLE', async () => {
    const rules = [{ rule: 'lon', needs: [], turn: 'payroll' }];
    await scene.tell('AdoptRequirements', { rules, doubleFunding: { PERSON_ABOVE_WHOLE: 'block' } });
    await takeList(scene, [EK]);
    const second = EK.replace(';LR 1;', ';LR 2;');
    const { refusals } = await takeList(scene, [second]);
    expect(refusals).toMatchObject([{ code: 'PERSON_CHARGED_ABOVE_WHOLE' }]);
    expect(refusals[0]?.message).toContain(`LR 1 i ${BOOK}`);
    expect(await linked()).toHaveLength(1);
    expect(await codes([EK])).toEqual([]);
    expect(await codes([second.replace(';60;', ';30;')])).toEqual([]);
    await scene.tell('AdoptRequirements', { rules, doubleFunding: { PERSON_ABOVE_WHOLE: 'flag' } });
    expect(await codes([second])).toEqual([]);
  });

  it('leaves every figure standing where a person is erased', async () => {
    await takeList(scene, [EK, BERG]);
    await takeList(scene, [EK.replace('LR 1', 'LR 2')]);
    const before = [await linked(), await scene.findings(), (await scene.figures()).pots];
    scene.wait(LATER);
    const streams = [personStream(personOf('4711'))];
    await scene.tell('ErasePrivateParts', asked('gallring-9', { streams }), { by: ACCOUNTANT });
    await scene.tell('ConfirmAct', { act: 'gallring-9' }, { by: APPROVER });
    expect([await linked(), await scene.findings(), (await scene.figures()).pots]).toEqual(before);
    expect(await personNames(scene.book, [personOf('4711'), personOf('4712')])).toEqual(
      new Map([[personOf('4712'), 'Bo Berg']]),
    );
    expect(await takeList(scene, [EK, BERG])).toMatchObject({ registered: 0, lines: [{ known: true }] });
    scene.file('', 'lon.csv');
    expect(filesThatHold(scene.book.dir, ['Anna Ek'])).toEqual([]);
  });

  it('rests on the payslip of its days, the contract and the certificate that are in the vault', async () => {
    const archive = async (
      id: string,
      kind: 'payslip' | 'employment-contract' | 'timesheet',
      basis: 'person' | 'suggested' = 'person',
    ) => {
      const document = id.repeat(32);
      const handler = new CommandHandler(scene.book.log, catalogue);
      const stream = documentStream(document);
      const data = { document, format: 'pdf', size: 1, digest: 'a'.repeat(64) } as const;
      await handler.handle({ commandId: `archive-${id}`, actor: ACCOUNTANT }, async (attempt) => {
        const state = await attempt.load({ decider: documentDecider, stream });
        attempt.write(stream, documentDecider.decide(state, { type: 'ArchiveDocument', data, private: {} }));
      });
      const facts = {
        person: personOf('4711'),
        from: '2026-01-01',
        ...(kind === 'payslip' ? { to: '2026-01-31' } : {}),
      };
      await handler.handle({ commandId: `describe-${id}`, actor: ACCOUNTANT }, async (attempt) => {
        const state = await attempt.load({ decider: documentDecider, stream });
        const said = { document, kind, basis, facts };
        attempt.write(stream, documentDecider.decide(state, { type: 'DescribeDocument', data: said, private: {} }));
      });
      return document;
    };
    const [payslip, contract] = [await archive('a', 'payslip'), await archive('b', 'employment-contract')];
    await archive('c', 'timesheet');
    await archive('d', 'payslip', 'suggested');
    await takeList(scene, [EK]);
    expect(await linked()).toMatchObject([{ shares: [{ payslip, contract, support: null }] }]);
    await takeList(scene, [EK.replace('2026-01', '2026-02')]);
    expect(await linked()).toMatchObject([{ shares: [{ payslip: null, contract, support: null }] }]);
  });

  it('rests on the payslip that it names by its file, unless that is somebody else’s, or several are called so', async () => {
    const handler = new CommandHandler(scene.book.log, catalogue);
    const archive = async (id: string, fileName: string, of: string | null) => {
      const document = id.repeat(32);
      const data = { document, format: 'pdf', size: 1, digest: 'a'.repeat(64) } as const;
      const events = await handler.handle({ commandId: `archive-${id}`, actor: ACCOUNTANT }, async (attempt) => {
        const stream = documentStream(document);
        let state = await attempt.load({ decider: documentDecider, stream });
        const written = [...documentDecider.decide(state, { type: 'ArchiveDocument', data, private: { fileName } })];
        state = written.reduce(documentDecider.evolve, state);
        const facts = of === null ? {} : { person: personOf(of) };
        const said = { document, kind: 'payslip', basis: 'person', facts } as const;
        written.push(...documentDecider.decide(state, { type: 'DescribeDocument', data: said, private: {} }));
        attempt.write(stream, written);
      });
      await scene.book.models.take(events);
      return document;
    };
    const ek = await archive('a', 'Löner\\Ek januari.PDF', null);
    await archive('b', 'berg.pdf', '4711');
    for (const id of ['c', 'd']) await archive(id, 'två.pdf', null);
    const payslips = async (row: string, file: string) => {
      await takeList(scene, [`${row};${file}`]);
      return (await linked()).flatMap(({ shares }) => shares.map(({ payslip }) => payslip));
    };
    expect(await payslips(EK, 'ek januari.pdf')).toEqual([ek]);
    expect(await payslips(EK, 'finns-inte.pdf')).toEqual([null]);
    expect(await payslips(EK, 'två.pdf')).toEqual([null]);
    expect(await payslips(BERG, 'berg.pdf')).toEqual([null]);
  });

  it('says what it was read out of: the file by its digest, and the mapping in its version', async () => {
    await takeList(scene, [EK]);
    const last = (await scene.book.log.readAll(0, 1000)).find(({ type }) => type === 'SalaryLinked');
    expect(last?.data).toMatchObject({ source: { file: expect.stringMatching(/^[0-9a-f]{32}$/), mapping: SAVED } });
  });
});
