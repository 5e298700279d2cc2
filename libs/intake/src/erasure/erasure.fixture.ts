import iconv from 'iconv-lite';

import { BOOK } from '../scene.fixture.js';
import { sieFile, voucher } from '../sie.fixture.js';

/** A text of several pages. */
export const LONG = `Lön till Åsa Öberg ${'hemligt '.repeat(2500)}`;
/** What is private of one voucher: its text, longer than a page of a database, a line’s, a signature, a person. */
export const SECRETS = [LONG, 'Raden om Åsa', 'ÅÖ-signatur', 'anställd-Å17'] as const;
/** What is private of another one. */
export const OTHERS = ['Lön till Bo Ek', 'anställd-B20'] as const;
/** The voucher whose texts are to go. */
export const secretVoucher = (amount = '100.00') =>
  voucher(
    ['LR 1', '2026-01-10'],
    [
      `#TRANS 7411 {6 "28101" 7 "${SECRETS[3]}"} ${amount} "" "${SECRETS[1]}" "" "${SECRETS[2]}"`,
      `#TRANS 2511 {} -${amount}`,
    ],
    LONG,
  );
/** One that keeps its own. */
export const otherVoucher = voucher(
  ['LR 2', '2026-01-20'],
  [`#TRANS 7411 {6 "28101" 7 "${OTHERS[1]}"} 200.50`, '#TRANS 2511 {} -200.50'],
  OTHERS[0],
);
/** One more. */
export const thirdVoucher = voucher(
  ['LR 3', '2026-02-10'],
  [`#TRANS 7411 {6 "28101"} 5.00`, '#TRANS 2511 {} -5.00'],
  'Tredje',
);
const OBJECTS = `#OBJEKT 7 "${SECRETS[3]}" "Åsa Öberg"\r\n#OBJEKT 7 "${OTHERS[1]}" "Bo Ek"`;
/** A SIE file with a register of persons, as Swedish systems write it. */
export const fileOf = (...vouchers: readonly string[]) => iconv.encode(sieFile([OBJECTS, ...vouchers]), 'cp437');

/** The voucher whose texts are to go, by its name. */
export const LR1 = { book: BOOK, series: 'LR', number: '1' };
/** Who decided it. */
export const decision = { body: 'Regionarkivet', date: '2034-01-02', caseNumber: 'ARK-1' };
/** The day after the time of retention of 2026. */
export const LATER = '2034-01-02T08:00:00.000Z';
/** What ErasePrivateParts carries. */
export const asked = (act: string, what: object) => ({
  ...{ act, decision, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
  ...what,
});
