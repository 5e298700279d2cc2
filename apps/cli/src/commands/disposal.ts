import { createHash } from 'node:crypto';

import { type Command, Option } from 'commander';

import type { Bidragsbok } from '#intake';
import { DomainError } from '#kernel';

import { dayIn } from '../day.js';
import type { Answer } from '../door.js';
import { personIn } from '../person.js';

/** What a decision to take something away is told by; all but `dryRun` and `by` are needed to propose it. */
export interface Disposal {
  readonly dryRun?: true;
  readonly act?: string;
  readonly body?: string;
  readonly date?: string;
  readonly caseNumber?: string;
  readonly ground?: string;
  readonly paragraph?: string;
  readonly by?: string;
}

/** Lets a command be told a decision (gallringsbeslut), on one of some grounds. */
export const disposing = (command: Command, grounds: readonly string[]): Command =>
  command
    .option('--act <id>', 'ärendets id, som väljs här')
    .option('--body <body>', 'vem som har beslutat om gallringen')
    .option('--date <date>', 'beslutets dag', dayIn)
    .option('--case-number <number>', 'beslutets diarienummer')
    .addOption(new Option('--ground <ground>', 'den rättsliga grunden').choices(grounds))
    .option('--paragraph <text>', 'paragrafen som grunden står i, utan personuppgifter')
    .option('--by <person>', 'vem som föreslår, person-…');

interface Proposal {
  readonly type: 'ErasePrivateParts' | 'PruneYear';
  /** What of the command's id says which command it is. */
  readonly word: string;
  /** What is to go. */
  readonly named: object;
  readonly text: (act: string) => string;
}

/** Proposes what is to go, by a decision. Refuses with CALL_MALFORMED where the decision is not told whole. */
export async function proposed(book: Bidragsbok, proposal: Proposal, options: Disposal): Promise<Answer> {
  const { act = missing('act'), body = missing('body'), date = missing('date') } = options;
  const { caseNumber = missing('case-number'), ground = missing('ground') } = options;
  const { paragraph = missing('paragraph') } = options;
  const { type, word, named, text } = proposal;
  const data = { act, ...named, decision: { body, date, caseNumber }, ground, paragraph };
  const by = personIn(options.by, 'archivist');
  // The same proposal again is the same command; another one under the same act is refused.
  const content = createHash('sha256').update(JSON.stringify({ data, by })).digest('hex').slice(0, 16);
  const events = await book.execute({ type, by, data }, `cli-${word}-${content}`);
  const told = events.map((event) => {
    return { type: event.type, stream: event.stream, revision: event.revision, position: event.position };
  });
  return { json: { act, events: told }, text: () => text(act) };
}

function missing(option: string): never {
  throw new DomainError('CALL_MALFORMED', { fault: `växeln --${option} måste anges` });
}
