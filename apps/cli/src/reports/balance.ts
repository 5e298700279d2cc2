import type { Balance } from '#read-models';

import { type Column, heading, page, table } from '../output.js';
import { amountInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

const AMOUNT: Column = { title: 'Belopp', align: 'right' };

/** The balance of a project code for people: per account with its sum, then per month and account. */
export const balanceText = (balance: Balance): string =>
  page(
    `${heading(`Saldo på projektkod ${balance.projectCode}`)}\n${momentText(balance)}`,
    table(
      [{ title: 'Konto' }, AMOUNT],
      [
        ...balance.accounts.map(({ account, amount }) => [account, amountInSwedish(amount)]),
        ['Summa', amountInSwedish(balance.total)],
      ],
    ),
    balance.months.length === 0
      ? null
      : table(
          [{ title: 'Månad' }, { title: 'Konto' }, AMOUNT],
          balance.months.map(({ month, account, amount }) => [month, account, amountInSwedish(amount)]),
        ),
  );
