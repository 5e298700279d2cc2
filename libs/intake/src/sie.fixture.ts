/** A line as booked: account, objects as the file writes them (`6 "28101"`), amount; or a whole record as it stands. */
export type Row = readonly [account: string, objects: string, amount: string] | string;

const HEAD = {
  flag: '#FLAGGA 0',
  program: '#PROGRAM "Ekonomisystemet" 1.0',
  type: '#SIETYP 4',
  organisation: '#ORGNR 232100-0164',
  year: '#RAR 0 20260101 20261231',
};

/** A verifikation in SIE 4: its name is series and number (`LR 1`), its dates are written `2026-02-10`. */
export function voucher(name: string, date: string, rows: readonly Row[], text = 'Konsultarvode'): string {
  const day = date.replaceAll('-', '');
  const lines = rows.map((row) => (typeof row === 'string' ? row : `#TRANS ${row[0]} {${row[1]}} ${row[2]}`));
  return [`#VER ${name} ${day} "${text}" ${day}`, '{', ...lines, '}'].join('\r\n');
}

/** A cost of a project and what it was paid by. */
export const cost = (name: string, date: string, amount: string, project = '28101'): string =>
  voucher(name, date, [
    ['7411', `1 "31000" 6 "${project}"`, amount],
    ['2511', '', amount.startsWith('-') ? amount.slice(1) : `-${amount}`],
  ]);

/** A SIE 4E file of these verifikationer, with the head as it is or as `head` says instead. */
export const sieFile = (vouchers: readonly string[], head: Partial<typeof HEAD> = {}): string =>
  [...Object.values({ ...HEAD, ...head }), ...vouchers, ''].join('\r\n');
