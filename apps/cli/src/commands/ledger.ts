import { Command } from 'commander';

import { DomainError } from '#kernel';
import { balance, codeIsKnown, extract } from '#read-models';

import { asking, type Question } from '../door.js';
import { balanceText } from '../reports/balance.js';
import { extractText } from '../reports/extract.js';

interface OfCode {
  readonly projectCode: string;
}

/** `ledger extract` and `ledger balance`. */
export const ledgerCommands = (): Command =>
  new Command('ledger').description('en projektkods rader i bokföringen').addCommand(rows()).addCommand(sums());

const rows = (): Command =>
  asking<OfCode>(
    ofCode(new Command('extract').description('huvudboksutdrag: varje rad, med löpande saldo')),
    (question, { options: { projectCode } }) => {
      const { book, moment } = known(question, projectCode);
      const found = extract(book.models.db, projectCode, moment);
      return { json: found, text: () => extractText(book, found) };
    },
  );

const sums = (): Command =>
  asking<OfCode>(
    ofCode(new Command('balance').description('saldo per konto och månad')),
    (question, { options: { projectCode } }) => {
      const { book, moment } = known(question, projectCode);
      const found = balance(book.models.db, projectCode, moment);
      return { json: found, text: () => balanceText(found) };
    },
  );

const ofCode = (command: Command): Command => command.requiredOption('--project-code <code>', 'projektkodens id');

/** A code that was not open then has no balance, not even of zero. */
function known(question: Question, projectCode: string): Question {
  if (codeIsKnown(question.book.models.db, projectCode, question.moment)) return question;
  throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
}
