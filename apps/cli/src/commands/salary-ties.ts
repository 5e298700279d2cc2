import { createHash } from 'node:crypto';

import { Command } from 'commander';

import type { Bidragsbok } from '#intake';

import { type Answer, onBook } from '../door.js';
import { personIn } from '../person.js';

interface TieOptions {
  readonly sameAs: string;
  readonly reason?: string;
  readonly by?: string;
}

const onPersons = (command: Command): Command =>
  command
    .argument('<person>', 'personens id, som i salary list --json')
    .option('--by <person>', 'vem som säger det, person-…');

/** `salary tie`: somebody is in the ledger under two numbers. */
export const tieCommand = (): Command =>
  onPersons(new Command('tie').description('säg att en person som finns under två nummer är en och samma'))
    .requiredOption('--same-as <person>', 'id:t under det andra numret')
    .option('--reason <text>', 'varför')
    .action(
      onBook<TieOptions>((book, { args: [person = ''], options }) =>
        told(book, { type: 'TiePersons', person, said: 'De är en och samma person.' }, options),
      ),
    );

/** `salary untie`: they are two after all. */
export const untieCommand = (): Command =>
  onPersons(new Command('untie').description('ta bort kopplingen mellan två personer'))
    .requiredOption('--same-as <person>', 'den som personen är kopplad till')
    .requiredOption('--reason <text>', 'varför')
    .action(
      onBook<TieOptions>((book, { args: [person = ''], options }) =>
        told(book, { type: 'UntiePersons', person, said: 'De är två personer.' }, options),
      ),
    );

interface Saying {
  readonly type: 'TiePersons' | 'UntiePersons';
  readonly person: string;
  readonly said: string;
}

async function told(book: Bidragsbok, { type, person, said }: Saying, options: TieOptions): Promise<Answer> {
  const { sameAs, reason } = options;
  const by = personIn(options.by, 'accountant');
  const data = { person, sameAs, ...(reason === undefined ? {} : { reason }) };
  // The same again after something else has happened is another command: a tie may be taken back and made anew.
  const { position } = await book.moment();
  const content = createHash('sha256').update(JSON.stringify({ type, data, by, position })).digest('hex').slice(0, 16);
  const events = await book.execute({ type, by, data }, `cli-persons-${content}`);
  const recorded = events.map((event) => ({ type: event.type, stream: event.stream, position: event.position }));
  return { json: { events: recorded }, text: () => (events.length === 0 ? 'Så var det redan.' : said) };
}
