import { Command } from 'commander';

import { Bidragsbok } from '#intake';
import { DomainError } from '#kernel';

import { answering } from '../door.js';
import { facts } from '../output.js';
import { software } from '../version.js';

/** `init`: opens an organisation's log with its first event. */
export const initCommand = (): Command =>
  new Command('init')
    .description('öppna en liggare för en organisation')
    .requiredOption('--name <name>', 'organisationens namn')
    .action(
      answering<{ name: string }>(async ({ options: { data, org, name } }) => {
        if (org === undefined) throw new DomainError('CALL_MALFORMED', { fault: 'växeln --org måste anges' });
        const book = await Bidragsbok.init({ data, organisation: org, name, software: software() });
        try {
          const { organisation } = book;
          const { position } = await book.moment();
          return { json: { organisation, name, position }, text: () => opened(organisation, name) };
        } finally {
          await book.close();
        }
      }),
    );

const opened = (organisation: string, name: string): string => facts([['Liggare öppnad', `${name} (${organisation})`]]);
