import type { QuarantineDecided, ShownHeld, ShownQuarantine } from '#intake';
import type { Moment } from '#read-models';

import { heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';
import { objectsText } from './posting.js';

const MOST_LINES = 20;
const reasons: Readonly<Record<string, string>> = {
  VOUCHER_UNBALANCED: 'debet och kredit skiljer',
  VOUCHER_NUMBER_TWICE: 'numret står tidigare i filen',
};

/** The vouchers that were held back and wait for a person, with their lines out of the kept file. */
export const quarantineText = (found: ShownQuarantine, moment: Moment): string =>
  page(
    `${heading('Verifikationer i karantän')}\n${momentText(moment)}`,
    found.vouchers.length === 0 ? 'Inget väntar på beslut.' : null,
    ...found.vouchers.map(voucherText),
    untoldText(found),
  );

function voucherText({ lines, ...held }: ShownHeld): string {
  const { series, number, date, book, line, import: id, code } = held;
  const title = `${series} ${number} (${date}), bok ${book}: ${reasons[code] ?? code}${differenceOf(held)}`;
  const where = `inläsning ${id}, rad ${countInSwedish(line)}`;
  if (lines === null) return [title, where, 'Den sparade filen går inte att läsa.'].join('\n');
  const rows = lines
    .slice(0, MOST_LINES)
    .map(({ account, objects, amount, text }) => [account, objectsText(objects), amountInSwedish(amount), text ?? '']);
  const columns = [{ title: 'Konto' }, { title: 'Objekt', max: 40 }, { title: 'Belopp', align: 'right' as const }];
  const more = lines.length > MOST_LINES ? [`… och ${countInSwedish(lines.length - MOST_LINES)} rader till`] : [];
  return [title, where, table([...columns, { title: 'Text', max: 40 }], rows), ...more].join('\n');
}

const differenceOf = ({ code, difference }: Pick<ShownHeld, 'code' | 'difference'>): string =>
  code === 'VOUCHER_UNBALANCED' && difference !== null ? ` ${amountInSwedish(difference)} kr` : '';

function untoldText({ untold }: ShownQuarantine): string | null {
  if (untold.length === 0) return null;
  const told = untold.map(({ import: id, count }) => `inläsning ${id}: ${countInSwedish(count)}`);
  return ['Fler hölls tillbaka, men inläsningen berättar inte vilka; läs in filen igen för att se dem:', ...told].join(
    '\n',
  );
}

/** What was decided, and under which number the voucher is recorded. */
export const decidedText = ({ decision, series, number }: QuarantineDecided): string =>
  decision === 'released'
    ? `Verifikationen är införd som ${series} ${number}.`
    : `Verifikationen ${series} ${number} är avvisad och förs inte in.`;
