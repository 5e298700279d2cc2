import { describe, expect, it } from '@jest/globals';

import { controlName } from './control-words.js';

describe('the name of a sum', () => {
  it.each([
    ...['IB', 'ib 2026', 'Ingående balans', 'INGÅENDE SALDO 2026-01-01', 'Ing. saldo', 'Opening balance'].map(
      (name) => [name, 'opening'],
    ),
    ...['UB', 'Utgående balans', 'Utgående saldo 4011', 'Saldo', 'Closing balance'].map((name) => [name, 'closing']),
    ...['Total', 'Totalt', 'TOTALSUMMA', 'Summa totalt', 'Omslutning', 'Grand total'].map((name) => [name, 'total']),
    ...['Summa', 'summa 4011 Inköp', 'Delsumma', 'Periodens förändring', 'Subtotal', 'Sum:'].map((name) => [
      name,
      'subtotal',
    ]),
  ])('%s is of a sum that is %s', (name, of) => {
    expect(controlName(name)?.of).toBe(of);
  });

  it.each(['IBM Svenska', 'Summary', 'Totalentreprenad', 'Inköp', 'Ubåt', 'Saldoavgift', '', '4011'])(
    '%j is none',
    (text) => {
      expect(controlName(text)).toBeNull();
    },
  );

  it('says its level, account and month', () => {
    expect(controlName('Summa konto 4011 Inköp')).toMatchObject({ label: 'summa konto', digits: '4011', bare: false });
    expect(controlName('Summa: 4011')).toMatchObject({ label: 'summa', digits: '4011', bare: true });
    expect(controlName('Summa period 2026-03')).toMatchObject({
      label: 'summa period',
      digits: null,
      period: '2026-03',
    });
    expect(controlName('UB 202603')?.period).toBe('2026-03');
  });
});
