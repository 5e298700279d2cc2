import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { Bidragsbok, catalogue } from '#intake';
import { openDatabase } from '#sqlite';

import { voucherText } from './reports/voucher.js';
import { voucherShown } from './voucher-view.js';

const NAME = { book: 'egen', series: 'Ö', number: '1' };
const decision = { body: 'Arkivnämnden', date: '2034-01-15', caseNumber: 'EXEMPEL-9' };
const range = { from: '2026-01-01', to: '2026-12-31' };

describe('a voucher as it is shown', () => {
  let data: string;
  let book: Bidragsbok;
  let ordinal = 0;

  const command = (type: string, data: object) => book.execute({ type, data }, `spec-${++ordinal}`);
  const shown = async (asOf?: string, perDate?: string) => voucherShown(book, NAME, await book.moment(asOf, perDate));
  const erase = async (positions: readonly number[]) => {
    const event = catalogue.write({
      type: 'PrivatePartErased',
      data: {
        ranges: positions.map((one) => [one, one]),
        decision,
        act: null,
        ground: null,
        paragraph: null,
        files: [],
        documents: [],
      },
    });
    const actor = { subject: 'system:spec', role: 'operator' };
    await book.log.append({ commandId: 'erase', actor }, [{ stream: 'log', expectedRevision: 0, events: [event] }]);
  };

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'voucher-view-'));
    book = await Bidragsbok.init({ data, organisation: '2321000164', name: 'Region', software: 'spec' });
    await command('OpenBook', {
      ...{ book: 'egen', kind: 'own', system: 'Handförd', voucherIdentity: 'number', financialYear: range },
      ...{ form: 'whole', scope: 'all', dimensions: { project: '6' } },
      accountRoles: [
        { from: '2000', to: '2999', role: 'balance' },
        { from: '4000', to: '7999', role: 'cost' },
      ],
    });
    await command('RecordVoucher', {
      ...{ ...NAME, date: '2026-05-05', text: 'Lön till Anna' },
      lines: [
        { account: '5011', amount: '7.00', text: 'Maj månad' },
        { account: '2811', amount: '-7.00' },
      ],
    });
  });
  afterEach(async () => {
    await book.close();
    rmSync(data, { recursive: true, force: true });
  });

  it('has its lines with their texts, and its history', async () => {
    const voucher = await shown();
    expect(voucher).toMatchObject({
      ...NAME,
      ...{ position: 3, status: 'recorded', date: '2026-05-05', text: 'Lön till Anna', erased: [], textsLost: false },
      lines: [
        { line: 1, account: '5011', amount: '7.00', text: 'Maj månad' },
        { line: 2, account: '2811', amount: '-7.00', text: null },
      ],
      history: [{ position: 3, type: 'VoucherRecorded', actor: { subject: 'system:cli' } }],
    });
    expect(voucherText(voucher)).toContain('Lön till Anna');
  });

  it('says by which decision its texts were erased, and keeps every figure', async () => {
    await erase([3]);
    const voucher = await shown();
    expect(voucher).toMatchObject({ text: null, erased: [decision], textsLost: false });
    expect(voucher.lines.map(({ amount, text }) => [amount, text])).toEqual([
      ['7.00', null],
      ['-7.00', null],
    ]);
    expect(voucherText(voucher)).toContain('raderade enligt beslut av Arkivnämnden, 2034-01-15, EXEMPEL-9');
  });

  it('says that texts are gone which no decision erased', async () => {
    const options = { synchronous: 'FULL', secureDelete: true } as const;
    const file = openDatabase(join(book.dir, 'log.db'), '', options);
    file.exec('DROP TRIGGER private_goes_when_decided; UPDATE event SET private = NULL WHERE position = 3;');
    file.close();
    const voucher = await shown();
    expect(voucher).toMatchObject({ text: null, erased: [], textsLost: true });
    expect(voucherText(voucher)).toContain('saknas utan beslut');
  });

  it('was not there before it was recorded, nor on a day before its own', async () => {
    await expect(shown('2')).rejects.toMatchObject({ code: 'VOUCHER_NOT_RECORDED' });
    await expect(shown(undefined, '2026-05-04')).rejects.toMatchObject({ code: 'VOUCHER_NOT_RECORDED' });
    expect(await shown('3', '2026-05-05')).toMatchObject({ position: 3, perDate: '2026-05-05' });
  });
});
