import { AccountSums } from '../account-sums.js';
import { BYTE } from '../bytes.js';
import type { Cursor } from '../cursor.js';
import type { Days } from '../days.js';
import type { Decoder } from '../decoder.js';
import { noDeviations } from '../deviations.js';
import { LineReader } from '../line-reader.js';
import { COLUMN, ROW_KIND, VoucherDraft } from '../voucher-draft.js';
import { fieldAgain, NOTHING, recordOf } from './written-fields.js';

/** Rewrites #TRANS, #BTRANS and #RTRANS without text, signature and private objects. */
export class EntryEraser {
  private readonly draft = new VoucherDraft(true);
  private readonly reader: LineReader;

  constructor(
    private readonly cursor: Cursor,
    private readonly shared: {
      readonly decoder: Decoder;
      readonly days: Days;
      readonly privateDimensions: ReadonlySet<string>;
    },
  ) {
    const { decoder, days } = shared;
    const totals = { debit: 0, credit: 0, sums: new AccountSums(decoder) };
    const nothing = { wanted: null, wantedAccounts: null, totals, deviations: noDeviations() };
    this.reader = new LineReader(cursor, this.draft, { days, decoder, ...nothing });
  }

  /** Reads what follows the label. A line that a reading refuses is written as its label alone, which is refused too. */
  read(label: string): Buffer {
    const { cursor, draft } = this;
    const from = cursor.at;
    draft.begin(from, 0);
    // As a correction, so that no sum is kept of it: beyond the largest one a line would be faulty here and not in its file.
    if (this.reader.read(ROW_KIND.STRUCK, 0) !== null) {
      cursor.drain();
      return recordOf(label, []);
    }
    cursor.at = from;
    cursor.code();
    const account = fieldAgain(cursor);
    const objects = this.objects();
    cursor.code();
    const amount = fieldAgain(cursor);
    cursor.code();
    const date = fieldAgain(cursor);
    cursor.field(); // the text
    cursor.code();
    const quantity = this.saysQuantity ? fieldAgain(cursor) : NOTHING;
    cursor.rest(); // the signature, and whatever stands behind it
    return recordOf(label, [account, objects, amount, date, NOTHING, quantity]);
  }

  /** What is no number is not read as a quantity, and may be text. */
  private get saysQuantity(): boolean {
    const { rows } = this.draft;
    return rows[COLUMN.QUANTITY] !== rows[COLUMN.QUANTITY + 1];
  }

  private objects(): Buffer {
    const { cursor } = this;
    const { decoder, privateDimensions } = this.shared;
    cursor.peek();
    cursor.at++;
    const kept: Buffer[] = [];
    while (cursor.code()) {
      const isPrivate = privateDimensions.has(decoder.word(cursor.bytes, cursor.from, cursor.to));
      const dimension = fieldAgain(cursor);
      if (!cursor.code()) break;
      if (!isPrivate) kept.push(dimension, fieldAgain(cursor));
    }
    cursor.at++;
    const blank = Buffer.of(BYTE.SPACE);
    const inside = kept.flatMap((field, index) => (index === 0 ? [field] : [blank, field]));
    return Buffer.concat([Buffer.of(BYTE.OPEN), ...inside, Buffer.of(BYTE.CLOSE)]);
  }
}
