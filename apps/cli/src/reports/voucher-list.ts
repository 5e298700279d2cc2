import type { Moment, VoucherRow } from '#read-models';

import { heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish, counted } from '../swedish.js';
import { momentText } from './moment.js';

/** Vouchers as in the grundbok: when the source registered them, series, number. */
export const voucherListText = (rows: readonly VoucherRow[], moment: Moment, limit: number): string =>
  page(
    `${heading('Verifikationer')}\n${momentText(moment)}`,
    table(
      [
        { title: 'Bok' },
        { title: 'Serie' },
        { title: 'Nummer', max: 30 },
        { title: 'Bokföringsdag' },
        { title: 'Registrerad' },
        { title: 'Rader', align: 'right' },
        { title: 'Debet', align: 'right' },
        { title: 'Kredit', align: 'right' },
      ],
      rows.map(({ book, series, number, date, registered, lines, debit, credit, withdrawn }) => [
        ...[book, series, number, date, withdrawn ? 'återtagen' : (registered ?? 'okänt')],
        ...[countInSwedish(lines), amountInSwedish(debit), amountInSwedish(credit)],
      ]),
    ),
    rows.length < limit
      ? counted(rows.length, 'verifikation', 'verifikationer')
      : `De första ${countInSwedish(limit)}; fler visas med --limit`,
  );
