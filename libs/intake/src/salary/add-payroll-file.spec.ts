import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { type LinkedSalary, salaries } from '#read-models';

import { BOOK, Scene } from '../scene.fixture.js';
import { cost, voucher } from '../sie.fixture.js';
import { addSalaries } from './add-salaries.js';
import { names, takeList } from './salary.fixture.js';

const EK = '4711;Anna Ek;2026-01;40000,00;60;;LR 1;7411;';

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

describe('a payroll file', () => {
  const paxml = (payslips: string) =>
    scene.file(
      `<paxml><header><version>2.0</version></header><loneutbetalning>${payslips}</loneutbetalning></paxml>`,
      'lon.xml',
    );
  const payslip = (person: string, postings: string) =>
    `<lonebesked anstid="${person}"><periodid>202602</periodid><betaldatum>2026-02-25</betaldatum>
     <fornamn>Anna</fornamn><arbavgiftbel>12000</arbavgiftbel><lonerader>
     <lonrad><belopp>43845</belopp></lonrad><lonrad><benamning>Sjukavdrag</benamning><belopp>0</belopp></lonrad></lonerader>
     ${postings === '' ? '' : `<kontering>${postings}</kontering>`}</lonebesked>`;
  const posting = (amount: string, project: string) =>
    `<transaktion kontonr="7411" belopp="${amount}"><resenheter><resenhet dim="6" id="${project}"/></resenheter></transaktion>`;
  const take = (payslips: string) => {
    const asked = { mapping: null, book: BOOK, to: scene.book, names };
    return addSalaries({ file: paxml(payslips), ...asked });
  };

  it('gives the shares by how each payslip is booked, and keeps nothing of anybody else', async () => {
    const shared = payslip('4711', posting('21922.50', '28101') + posting('21922.50', '99999'));
    const report = await take(shared + payslip('4720', posting('43845', '99999')));
    expect(report).toMatchObject({
      ...{ format: 'paxml', persons: 1, registered: 1, absenceDropped: 2, outside: 2, refusals: [] },
      lines: [{ number: '3', missing: '0.00' }],
    });
    expect(await linked()).toMatchObject([
      {
        shares: [
          {
            charged: { form: 'share', share: '0.5' },
            onCost: '12000.00',
            onCostBasis: 'actual',
            from: '2026-02-01',
            to: '2026-02-28',
          },
        ],
      },
    ]);
  });

  it('takes pay and on-cost as one share of the work, and debts and payments as no cost of a grant', async () => {
    await scene.take([
      voucher(
        ['LR 9', '2026-02-25'],
        [
          ['7411', '6 "28101"', '16000.00'],
          ['7511', '6 "28101"', '4800.00'],
          ['2710', '', '-20800.00'],
        ],
      ),
    ]);
    const on = (account: string, amount: string, project?: string) => {
      const objects = project === undefined ? '' : `<resenheter><resenhet dim="6" id="${project}"/></resenheter>`;
      return `<transaktion kontonr="${account}" belopp="${amount}">${objects}</transaktion>`;
    };
    const costs = on('7411', '16000', '28101') + on('7511', '4800', '28101');
    const others = on('7411', '24000', '99999') + on('7511', '7200', '99999');
    const report = await take(payslip('4711', costs + others + on('2710', '-12000') + on('1930', '-40000')));
    expect(report).toMatchObject({
      ...{ outside: 4, refusals: [] },
      totals: { amount: '20800.00', linked: '20800.00', missing: '0.00' },
    });
    const shares = (await linked()).flatMap((line) => line.shares);
    expect(shares).toMatchObject([
      { charged: { share: '0.4' }, amount: '16000.00' },
      { charged: { share: '0.4' }, amount: '4800.00' },
    ]);
  });

  it('refuses the payslip of a person unknown', async () => {
    expect(await take(payslip('4711', ''))).toMatchObject({
      refusals: [{ line: 1, code: 'PAYSLIP_OF_UNKNOWN_PERSON' }],
    });
    await takeList(scene, [EK]);
    expect(await take(payslip('4711', ''))).toMatchObject({ refusals: [] });
  });
});
