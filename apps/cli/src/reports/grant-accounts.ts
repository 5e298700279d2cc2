import type { GrantAccount, GrantAccounts } from '#read-models';

import { type Column, heading, page, table } from '../output.js';
import { amountInSwedish, counted, roleLabels, UNKNOWN } from '../swedish.js';
import { momentText } from './moment.js';

const right = (title: string): Column => ({ title, align: 'right' });

/** Accounts of grants received and not yet earned: what is booked on them, what files state, what bears no code. */
export function grantAccountsText(found: GrantAccounts): string {
  const { accounts } = found;
  return page(
    `${heading('Bidragsintäkter och bidragsskulder')}\n${momentText(found)}`,
    accounts.length === 0 ? 'Inget konto har rollen bidragsintäkt eller bidragsskuld.' : accountsText(accounts),
    monthsText(accounts),
    withoutCodeText(accounts),
    accounts.some(({ opening, stated }) => opening === null || stated === null)
      ? `${UNKNOWN}: ingen inläst fil anger saldot. Det är inte noll.`
      : null,
  );
}

const accountsText = (accounts: readonly GrantAccount[]): string =>
  table(
    [
      ...[{ title: 'Bok' }, { title: 'Konto' }, { title: 'Roll' }],
      ...['Ingående', 'Debet', 'Kredit', 'Utgående', 'Filens saldo', 'Skillnad'].map(right),
    ],
    accounts.map(({ book, account, role, opening, debit, credit, closing, stated, difference }) => [
      ...[book, account, roleLabels[role]],
      ...[opening, debit, credit, closing, stated, difference].map(amountInSwedish),
    ]),
  );

function monthsText(accounts: readonly GrantAccount[]): string | null {
  const rows = accounts.flatMap(({ book, account, months }) =>
    months.map(({ month, debit, credit }) => [book, account, month, amountInSwedish(debit), amountInSwedish(credit)]),
  );
  if (rows.length === 0) return null;
  return table([...['Bok', 'Konto', 'Månad'].map((title) => ({ title })), right('Debet'), right('Kredit')], rows);
}

function withoutCodeText(accounts: readonly GrantAccount[]): string | null {
  const told = accounts
    .filter(({ withoutCode }) => withoutCode.lines > 0)
    .map(({ book, account, withoutCode: { lines, debit, credit } }) => {
      const amounts = `debet ${amountInSwedish(debit)}, kredit ${amountInSwedish(credit)}`;
      return `${book} ${account}: ${counted(lines, 'rad', 'rader')} utan projektkod, ${amounts}`;
    });
  return told.length === 0 ? null : ['Förs inte till något bidrag', ...told].join('\n');
}
