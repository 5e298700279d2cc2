import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { documents } from '#read-models';

import { ACCOUNTANT, BOOK, Scene } from '../scene.fixture.js';
import { type Row, sieFile, voucher } from '../sie.fixture.js';
import { addEvidence } from './add-evidence.js';
import { matchEvidence } from './match-evidence.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

const rows: readonly Row[] = [
  ['5011', '6 "28101"', '40000.00'],
  ['5611', '6 "28101"', '12568.00'],
  ['2811', '', '-52568.00'],
];
const booked = (name: string, date = '2026-01-25') => voucher([name, date], rows, 'Löner januari');
let calls = 0;
async function add(vouchers: readonly string[], head: object = {}, name = 'lon.si') {
  const path = scene.file(sieFile(vouchers, { year: '#GEN 20260124', ...head }), name);
  const { documents: added } = await addEvidence(scene.book, { path, by: ACCOUNTANT, id: `call-${String(++calls)}` });
  const all = await documents(scene.book.models.db, await scene.book.moment());
  const row = all.find(({ document }) => document === added[0]?.document);
  if (row === undefined) throw new Error('Nothing was added');
  return row;
}

describe('a payroll file that is added as evidence', () => {
  it('says its days and what it comes to; that it is pay is suggested by what it is called', async () => {
    const row = await add([booked('"" 0'), booked('"" 0', '2026-02-25')]);
    expect(row).toMatchObject({
      ...{ format: 'sie', kind: 'payroll-file', basis: 'suggested' },
      facts: { issued: '2026-01-24', from: '2026-01-25', to: '2026-02-25', total: '105136.00', currency: 'SEK' },
    });
    const tills = await add([voucher(['"" 0', '2026-01-25'], rows, 'Kassa, långt')], {
      program: '#PROGRAM "Kassan" 1',
    });
    expect(tills).toMatchObject({ kind: null, basis: 'suggested' });
  });

  it('is read by its name where its records are a whole ledger’s, and not at all where it is one', async () => {
    const whole = { year: '#RAR 0 20260101 20261231' };
    expect(await add([booked('"" 0')], whole)).toMatchObject({ kind: 'payroll-file' });
    expect(await add([booked('LÖ 1')], whole, 'all.se')).toMatchObject({ kind: null, basis: null });
    expect(await add([booked('LÖ 2')], { ...whole, type: '#SIETYP 1' })).toMatchObject({ kind: null, basis: null });
  });

  it('is archived with what is wrong in it', async () => {
    const doubts = async (vouchers: readonly string[], head: object = {}) =>
      (await add(vouchers, head)).doubts.map(({ code }) => code);
    expect(await doubts([booked('"" 0')], { organisation: '#ORGNR 556012-5790' })).toEqual(['PAYROLL_FILE_OF_ANOTHER']);
    const lopsided = voucher(['"" 0', '2026-01-25'], [['5011', '', '1.00']]);
    expect(await doubts([lopsided])).toEqual(['PAYROLL_VOUCHER_UNBALANCED']);
    expect(await doubts([voucher(['"" 0', '2026-01-25'], ['#TRANS 5011 {} x'])])).toEqual(['PAYROLL_FILE_UNREADABLE']);
    expect(await doubts([voucher(['"\ufffd" 1', '2026-01-25'], [])])).toEqual(['PAYROLL_FILE_GARBLED']);
  });

  it('is linked to the lines of its voucher once a person has confirmed it, or by hand', async () => {
    await scene.take([booked('LÖ 1'), booked('LÖ 2', '2026-02-25')]);
    await scene.tell('AdoptRequirements', {
      rules: [{ rule: 'lon', needs: [{ anyOf: ['payroll-file'] }], turn: 'payroll' }],
    });
    const { document } = await add([booked('LÖ 1')]);
    const asked = await matchEvidence(scene.book);
    expect(asked.exact).toEqual([]);
    expect(asked.ranked[0]).toMatchObject({ document, voucher: { series: 'LÖ', number: '1' } });
    await scene.tell('ConfirmDescription', { document });
    const linked = await matchEvidence(scene.book);
    expect(linked.exact).toMatchObject([
      { document, rule: 'voucher-reference', voucher: { number: '1' }, links: [{ line: 1 }, { line: 2 }] },
    ]);
    const other = await add([booked('"" 0', '2026-02-25')]);
    const to = { voucher: { book: BOOK, series: 'LÖ', number: '2' }, line: 1 };
    await scene.tell('LinkEvidence', { ...to, evidence: { form: 'document', document: other.document } });
    await scene.tell('ConfirmDescription', { document: other.document });
    const { after } = await matchEvidence(scene.book, { dryRun: true });
    expect([linked.before.missing, after.missing]).toEqual(['105136.00', '12568.00']);
  });
});
