import { Command } from 'commander';

import { reconcile } from '#intake';
import { books, grantAccounts, unknownBook } from '#read-models';

import { asking } from '../door.js';
import { ProgressLine } from '../progress.js';
import { grantAccountsText } from '../reports/grant-accounts.js';
import { reconciliationText } from '../reports/reconciliation.js';
import { howFar } from './import-options.js';

/** `ledger reconcile`: is the ledger complete? */
export const reconcileCommand = (): Command =>
  asking<{ readonly book: string }>(
    new Command('reconcile')
      .description('stäm av en bok mot filerna den är inläst ur: är liggaren fullständig?')
      .requiredOption('--book <book>', 'boken'),
    async ({ book: to, moment }, { options: { book } }) => {
      const line = new ProgressLine();
      try {
        const progress = (at: Parameters<typeof howFar>[0]) => {
          line.say(() => howFar(at));
        };
        const found = await reconcile(to, { book, moment, progress });
        return { json: found, text: () => reconciliationText(found) };
      } finally {
        line.end();
      }
    },
  );

/** `ledger grant-accounts`: cash, income and debt kept apart. */
export const grantAccountsCommand = (): Command =>
  asking<{ readonly book?: string }>(
    new Command('grant-accounts')
      .description('bidragsintäkter och bidragsskulder: saldon, rörelser, och rader utan projektkod')
      .option('--book <book>', 'bara den boken'),
    async ({ book: to, moment }, { options: { book } }) => {
      const { db } = to.models;
      if (book !== undefined && !(await books(db, moment)).some((one) => one.book === book))
        await unknownBook(db, book);
      const found = await grantAccounts(db, moment, book);
      return { json: found, text: () => grantAccountsText(found) };
    },
  );
