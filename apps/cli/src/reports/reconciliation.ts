import { type Cause, causes, type Reconciliation } from '#intake';

import { type Column, heading, page, table } from '../output.js';
import { amountInSwedish, counted, countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

const MOST_LISTED = 40;
const ZERO = '0.00';
const right = (title: string): Column => ({ title, align: 'right' });

const causeLabels: Readonly<Record<Cause, string>> = {
  quarantined: 'I karantän',
  rejected: 'Avvisade ur karantän',
  refused: 'Går inte att läsa i filen',
  changed: 'Ändrade i källan, ej godtagna',
  recoded: 'Omkonterade eller omdaterade i källan, ej godtagna',
  missing: 'Saknas i filen, ej godtaget',
  late: 'Har fått en projektkod efter inläsningen',
  absent: 'I filen men inte i liggaren',
  uncovered: 'I liggaren, men ingen fil omfattar dem',
};

/** Whether a book's ledger is complete, with the figures that say so. */
export const reconciliationText = (found: Reconciliation): string =>
  page(
    `${heading(`Avstämning av ${found.book} mot filerna`)}\n${momentText(found)}`,
    verdict(found),
    causesText(found),
    monthsText(found),
    statedText(found),
  );

function verdict({ complete, agree, differ, stated, unexplained }: Reconciliation): string {
  const months = agree + differ;
  const lines = [
    complete ? 'Liggaren är fullständig.' : 'Liggaren är INTE fullständig.',
    `${countInSwedish(agree)} av ${counted(months, 'konto och månad', 'konton och månader')} stämmer med filerna.`,
    `${countInSwedish(stated.agree)} av ${counted(stated.agree + stated.differ, 'summa', 'summor')} som filerna anger stämmer med deras egna rader.`,
  ];
  // No voucher explains it, so nobody knows where it comes from.
  if (unexplained !== ZERO) {
    lines.push(
      `VARNING: ${amountInSwedish(unexplained)} kr kan ingen verifikation förklara. Läs in filerna på nytt, och kontrollera liggaren med replay om det kvarstår.`,
    );
  }
  return lines.join('\n');
}

function causesText({ explained }: Reconciliation): string | null {
  const told = causes.filter((cause) => explained[cause].vouchers > 0);
  if (told.length === 0) return null;
  return table(
    [{ title: 'Det förklaras av' }, right('Verifikationer'), right('Kronor, utan tecken')],
    told.map((cause) => {
      const { vouchers, amount } = explained[cause];
      return [causeLabels[cause], countInSwedish(vouchers), amountInSwedish(amount)];
    }),
  );
}

function monthsText({ accounts }: Reconciliation): string | null {
  const rows = accounts.flatMap(({ account, months }) =>
    months
      .filter(({ difference }) => difference !== ZERO)
      .map(({ month, file, leftOut, ledger, difference, since }) => [
        ...[account, month, ...[file, leftOut, ledger, difference].map(amountInSwedish), since ?? ''],
      ]),
  );
  if (rows.length === 0) return null;
  const columns = ['Filerna', 'Utanför urvalet', 'Liggaren', 'Skillnad'].map(right);
  const shown = table(
    [{ title: 'Konto' }, { title: 'Månad' }, ...columns, { title: 'Sedan inläsning' }],
    rows.slice(0, MOST_LISTED),
  );
  return rows.length > MOST_LISTED
    ? `${shown}\n… och ${countInSwedish(rows.length - MOST_LISTED)} till; se --json`
    : shown;
}

function statedText({ accounts }: Reconciliation): string | null {
  const rows = accounts.flatMap(({ account, stated, months }) =>
    [{ month: 'året', stated }, ...months].flatMap((one) => {
      if (one.stated === null || one.stated.difference === ZERO) return [];
      const { label, stated: amount, rows: sum, difference } = one.stated;
      return [[account, one.month, label, ...[amount, sum, difference].map(amountInSwedish)]];
    }),
  );
  if (rows.length === 0) return null;
  const columns = ['Filen anger', 'Dess rader', 'Skillnad'].map(right);
  return table([...['Konto', 'Månad', 'Summa'].map((title) => ({ title })), ...columns], rows.slice(0, MOST_LISTED));
}
