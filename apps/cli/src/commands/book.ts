import { randomUUID } from 'node:crypto';

import { Command } from 'commander';

import { OPERATOR } from '#intake';
import { books, type Moment, prunedBooks } from '#read-models';

import { bookShown, type BookShown } from '../book-view.js';
import { dayIn } from '../day.js';
import { asking, onBook } from '../door.js';
import { personIn } from '../person.js';
import { bookListText, bookText } from '../reports/books.js';

interface OfBook {
  readonly book: string;
  readonly by?: string;
}
interface Locking extends OfBook {
  readonly through: string;
}
interface Reopening extends Locking {
  readonly reason: string;
}

/** `book list`, `book show`, `book lock` and `book reopen`. */
export const bookCommands = (): Command =>
  new Command('book')
    .description('böcker: vad de är, och hur långt de är låsta')
    .addCommand(list())
    .addCommand(show())
    .addCommand(lock())
    .addCommand(reopen());

const list = (): Command =>
  asking(new Command('list').description('böckerna'), async ({ book, moment }) => {
    const { db } = book.models;
    const found = { ...moment, books: await books(db, moment), pruned: await prunedBooks(db) };
    return { json: found, text: () => bookListText(found) };
  });

const show = (): Command =>
  asking(
    new Command('show')
      .description('en bok: uppgifter, kontoroller, kontoplan och låsningar')
      .argument('<book>', 'bokens id'),
    async ({ book, moment }, { args: [id = ''] }) => answerOf(await bookShown(book, id, moment), moment),
  );

const lock = (): Command =>
  ofBook(new Command('lock').description('lås boken till och med en dag'))
    .requiredOption('--through <date>', 'den sista dagen som låses', dayIn)
    .action(
      onBook<Locking>(async (to, { options: { book, through, by } }) => {
        await to.execute(
          { type: 'LockPeriod', by: personIn(by, OPERATOR.role), data: { book, through } },
          `cli-${randomUUID()}`,
        );
        const moment = await to.moment();
        return answerOf(await bookShown(to, book, moment), moment);
      }),
    );

const reopen = (): Command =>
  ofBook(new Command('reopen').description('öppna en låst period igen'))
    .requiredOption('--through <date>', 'den sista dagen som är låst därefter; none öppnar alla', throughIn)
    .requiredOption('--reason <reason>', 'varför')
    .action(
      onBook<Reopening>(async (to, { options: { book, through, reason, by } }) => {
        const data = { book, through: through === NONE ? null : through, reason };
        const command = { type: 'ReopenPeriod', by: personIn(by, OPERATOR.role), data };
        await to.execute(command, `cli-${randomUUID()}`);
        const moment = await to.moment();
        return answerOf(await bookShown(to, book, moment), moment);
      }),
    );

const ofBook = (command: Command): Command =>
  command.requiredOption('--book <book>', 'boken').option('--by <person>', 'vem som gör det (person-…)');

const answerOf = (shown: BookShown, moment: Moment) => ({ json: shown, text: () => bookText(shown, moment) });

const NONE = 'none';
const throughIn = (text: string): string => (text === NONE ? NONE : dayIn(text));
