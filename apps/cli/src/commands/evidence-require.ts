import { createHash } from 'node:crypto';

import { Command } from 'commander';

import { DomainError } from '#kernel';

import { onBook } from '../door.js';
import { personIn } from '../person.js';
import { fileIn } from '../read-file.js';

/** `evidence require FILE`: adopts which evidence costs need, out of a file of rules. */
export const requireCommand = (): Command =>
  new Command('require')
    .description('anta regler om vilka underlag som kostnader behöver')
    .argument('<file>', 'JSON: {"rules": [{"rule", "accounts"?, "kinds"?, "isPay"?, "amountFrom"?, "needs", "turn"}]}')
    .option('--by <person>', 'vem som antar dem, person-…')
    .action(
      onBook<{ readonly by?: string }>(async (book, { args: [path = ''], options }) => {
        const bytes = fileIn(path);
        const by = personIn(options.by, 'accountant');
        const { position } = await book.moment();
        const content = createHash('sha256')
          .update(bytes)
          .update(`${by.subject} ${position}`)
          .digest('hex')
          .slice(0, 16);
        const events = await book.execute(
          { type: 'AdoptRequirements', by, data: rulesIn(bytes) },
          `cli-require-${content}`,
        );
        const told = events.map((event) => ({ type: event.type, stream: event.stream, position: event.position }));
        return {
          json: { events: told },
          text: () => (events.length === 0 ? 'De gäller redan.' : 'Reglerna är antagna.'),
        };
      }),
    );

function rulesIn(bytes: Uint8Array): object {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as object;
  } catch {
    throw new DomainError('CALL_MALFORMED', { fault: 'filen med regler är inte läsbar JSON' });
  }
}
