import { Command } from 'commander';

import { DomainError } from '#kernel';
import { findingsOn, grants } from '#read-models';

import { asking, type Asked, type Question } from '../door.js';
import { findingsText } from '../reports/findings.js';
import { today } from '../time.js';

/** `findings`: what a person should look at. */
export const findingsCommand = (): Command =>
  asking<{ grant?: string; open?: true } & Asked>(
    new Command('findings')
      .description('iakttagelser: vad någon behöver titta på')
      .option('--grant <grant>', 'bara de som rör bidraget')
      .option('--open', 'bara de som inte är avgjorda'),
    async (question, { options: { grant, open, asOf } }) => {
      const { book, moment } = await known(question, grant);
      const day = await book.day(today(), asOf);
      const all = await findingsOn(book.models.db, { moment, day }, grant);
      const found = open === true ? all.filter(({ settled }) => settled === null) : all;
      return { json: { ...moment, findings: found }, text: () => findingsText(book, found, moment) };
    },
  );

/** A grant that nobody had announced has no findings, which is not the same as having none. */
async function known(question: Question, grant: string | undefined): Promise<Question> {
  if (grant === undefined) return question;
  if ((await grants(question.book.models.db, question.moment)).some((row) => row.grant === grant)) {
    return question;
  }
  throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
}
