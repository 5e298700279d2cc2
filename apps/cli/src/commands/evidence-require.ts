import { createHash, randomUUID } from 'node:crypto';

import { Command } from 'commander';

import { type Bidragsbok, isWorkbook, requirementsIn, writeRequirements } from '#intake';
import { DomainError } from '#kernel';
import { doubleFundingAt, requirementsAt } from '#read-models';

import { type Answer, onBook } from '../door.js';
import { facts } from '../output.js';
import { personIn } from '../person.js';
import { fileIn } from '../read-file.js';

interface RequireOptions {
  readonly by?: string;
  readonly xlsx?: string;
  readonly overwrite?: boolean;
}

/** `evidence require FILE`: adopts which evidence costs need, out of a file of rules; `--xlsx` writes those that hold. */
export const requireCommand = (): Command =>
  new Command('require')
    .description('anta regler om vilka underlag som kostnader behöver, eller skriv dem som gäller')
    .argument(
      '[file]',
      'Excel som --xlsx skrev, eller JSON: {"rules": [{"rule", "accounts"?, "kinds"?, "isPay"?, "amountFrom"?, "needs", "turn"}], "doubleFunding"?: {"DOCUMENT_ABOVE_TOTAL"?, "INVOICE_LINKED_TWICE"?, "PERSON_ABOVE_WHOLE"?: "block" eller "flag"}}',
    )
    .option('--by <person>', 'vem som antar dem, person-…')
    .option('--xlsx <file>', 'skriv reglerna som gäller i Excel, att ändra i och läsa in')
    .option('--overwrite', 'skriv över filen om den finns')
    .action(
      onBook<RequireOptions>((book, { args: [path], options }) => {
        const { xlsx } = options;
        if ((path === undefined) === (xlsx === undefined)) {
          throw new DomainError('CALL_MALFORMED', { fault: 'ange antingen filen med regler eller --xlsx' });
        }
        return path === undefined ? written(book, xlsx ?? '', options) : adopted(book, path, options);
      }),
    );

async function written(book: Bidragsbok, path: string, { overwrite = false }: RequireOptions): Promise<Answer> {
  const moment = await book.moment();
  const rules = await requirementsAt(book.models.db, moment);
  const doubleFunding = await doubleFundingAt(book.models.db, moment);
  const file = await writeRequirements({ path, rules, doubleFunding, number: randomUUID(), overwrite });
  return { json: { ...file, rules, doubleFunding }, text: () => facts([['Regler skrivna', file.path]]) };
}

async function adopted(book: Bidragsbok, path: string, options: RequireOptions): Promise<Answer> {
  const bytes = fileIn(path);
  const by = personIn(options.by, 'accountant');
  const data = isWorkbook(bytes) ? await requirementsIn(path) : rulesIn(bytes);
  const { position } = await book.moment();
  const content = createHash('sha256').update(bytes).update(`${by.subject} ${position}`).digest('hex').slice(0, 16);
  const events = await book.execute({ type: 'AdoptRequirements', by, data }, `cli-require-${content}`);
  const told = events.map((event) => ({ type: event.type, stream: event.stream, position: event.position }));
  return {
    json: { events: told },
    text: () => (events.length === 0 ? 'De gäller redan.' : 'Reglerna är antagna.'),
  };
}

function rulesIn(bytes: Uint8Array): object {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as object;
  } catch {
    throw new DomainError('CALL_MALFORMED', { fault: 'filen med regler är inte läsbar JSON' });
  }
}
