/** A line as booked: account, objects as the file writes them (`6 "28101"`), amount; or a whole record as it stands. */
export type Row = readonly [account: string, objects: string, amount: string] | string;

const HEAD = {
  flag: '#FLAGGA 0',
  program: '#PROGRAM "Ekonomisystemet" 1.0',
  type: '#SIETYP 4',
  organisation: '#ORGNR 232100-0164',
  year: '#RAR 0 20260101 20261231',
};

/** Series and number (`LR 1`), and accounting date (`2026-02-10`). */
export type Name = readonly [name: string, date: string];

/** A verifikation in SIE 4. */
export function voucher([name, date]: Name, rows: readonly Row[], text = 'Konsultarvode'): string {
  const day = date.replaceAll('-', '');
  const lines = rows.map((row) => (typeof row === 'string' ? row : `#TRANS ${row[0]} {${row[1]}} ${row[2]}`));
  return [`#VER ${name} ${day} "${text}" ${day}`, '{', ...lines, '}'].join('\r\n');
}

/** A cost of a project and what it was paid by. */
export const cost = (name: Name, amount: string, project = '28101'): string =>
  voucher(name, [
    ['7411', `1 "31000" 6 "${project}"`, amount],
    ['2511', '', amount.startsWith('-') ? amount.slice(1) : `-${amount}`],
  ]);

/** A SIE 4E file of these verifikationer, with the head as it is or as `head` says instead. */
export const sieFile = (vouchers: readonly string[], head: Partial<typeof HEAD> = {}): string =>
  [...Object.values({ ...HEAD, ...head }), ...vouchers, ''].join('\r\n');
