import type { GrantAccount, GrantAccounts } from '#read-models';

import { type Column, heading, page, table } from '../output.js';
import { amountInSwedish, counted, roleLabels, UNKNOWN } from '../swedish.js';
import { momentText } from './moment.js';
import { missingText } from './pruning.js';

const right = (title: string): Column => ({ title, align: 'right' });

/** Accounts of grants received and not yet earned: what is booked on them, what files state, what bears no code. */
export function grantAccountsText(found: GrantAccounts): string {
  const { accounts, pruned } = found;
  return page(
    `${heading('Bidragsintäkter och bidragsskulder')}\n${momentText(found)}`,
    accounts.length === 0 ? NONE : accountsText(accounts),
    objectsText(accounts),
    monthsText(accounts),
    withoutCodeText(accounts),
    accounts.some(({ role, opening, stated }) => stated === null || openingOf(role, opening) === UNKNOWN)
      ? `${UNKNOWN}: ingen inläst fil anger saldot. Det är inte noll.`
      : null,
    missingText(
      'Boken',
      pruned.map(({ book, decision }) => ({ name: book, decision })),
    ),
  );
}

const NONE =
  'Inget konto har rollen bidragsintäkt eller bidragsskuld. Ange rollerna i en lista med kolumnerna Konto och Roll, och läs in den med chart import.';

/** A result account begins each year at nothing. */
const openingOf = (role: GrantAccount['role'], opening: string | null): string =>
  role === 'grant-income' && opening === null ? '' : amountInSwedish(opening);

const accountsText = (accounts: readonly GrantAccount[]): string =>
  table(
    [
      ...[{ title: 'Bok' }, { title: 'Konto' }, { title: 'Benämning', max: 30 }, { title: 'Roll' }],
      ...['Ingående', 'Debet', 'Kredit', 'Utgående', 'Filens saldo', 'Skillnad'].map(right),
    ],
    accounts.map(({ book, account, name, role, opening, debit, credit, closing, stated, difference }) => [
      ...[book, account, name ?? '', roleLabels[role], openingOf(role, opening)],
      ...[debit, credit, closing, stated, difference].map(amountInSwedish),
    ]),
  );

/** Balances that files state of objects on an account: of one project, for instance. */
function objectsText(accounts: readonly GrantAccount[]): string | null {
  const rows = accounts.flatMap(({ book, account, objects }) =>
    objects.map(({ objects: of, opening, debit, credit, closing, stated, difference }) => [
      ...[book, account, of.map((pair) => pair.join(':')).join(' ')],
      ...[opening, debit, credit, closing, stated, difference].map(amountInSwedish),
    ]),
  );
  if (rows.length === 0) return null;
  const amounts = ['Ingående', 'Debet', 'Kredit', 'Utgående', 'Filens saldo', 'Skillnad'].map(right);
  return table([...['Bok', 'Konto', 'Objekt'].map((title) => ({ title })), ...amounts], rows);
}

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
  if (told.length === 0) return null;
  const remedy = 'Hör de till ett bidrag: rätta konteringen i ekonomisystemet, och läs in en ny fil.';
  return ['Förs inte till något bidrag', ...told, remedy].join('\n');
}
