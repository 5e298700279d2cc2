import { randomUUID } from 'node:crypto';

import { Command } from 'commander';

import { type Bidragsbok, columnsInFile, savedMapping, suggestedMapping } from '#intake';
import { DomainError } from '#kernel';
import { mappings } from '#read-models';

import { answering, asking, onBook } from '../door.js';
import { facts } from '../output.js';
import { fileIn } from '../read-file.js';
import { mappingListText, mappingText } from '../reports/mapping.js';
import { suggestionText } from '../reports/mapping-suggestion.js';

/** `mapping suggest`, `mapping save`, `mapping show` and `mapping list`. */
export const mappingCommands = (): Command =>
  new Command('mapping')
    .description('kolumnmappningar: hur en exporterad verifikationslista läses')
    .addCommand(suggest())
    .addCommand(save())
    .addCommand(show())
    .addCommand(list());

const suggest = (): Command =>
  new Command('suggest')
    .description('föreslå en mappning ur filens rubriker och första rader; skriver inget och kräver ingen organisation')
    .argument('<file>', 'CSV- eller Excelfilen (.xlsx), en rad per kontering')
    .option('--sheet <name>', 'bladet; annars det första som har en rubrikrad')
    .action(
      answering<{ sheet?: string }>(async ({ args: [file = ''], options: { sheet } }) => {
        const suggestion = await suggestedMapping(file, sheet);
        return { json: suggestion, text: () => suggestionText(suggestion, file) };
      }),
    );

const save = (): Command =>
  new Command('save')
    .description('spara en mappning; den som redan är sparad likadan får ingen ny version')
    .argument('<mapping>', 'mappningens id, som du väljer')
    .requiredOption('--from <file>', 'JSON-filen, som mapping suggest --json skrev den')
    .option('--reason <reason>', 'varför den ändras')
    .action(
      onBook<{ from: string; reason?: string }>(async (book, { args: [mapping = ''], options }) => {
        const saved = await savedFrom(book, mapping, options);
        return { json: saved, text: () => savedText(saved) };
      }),
    );

interface Saved {
  readonly mapping: string;
  /** The version, from 0. */
  readonly revision: number;
  /** False where it was there already, the same. */
  readonly isNew: boolean;
}

async function savedFrom(
  book: Bidragsbok,
  mapping: string,
  { from, reason }: { readonly from: string; readonly reason?: string },
): Promise<Saved> {
  const data = { mapping, columns: columnsInFile(fileIn(from)), ...(reason === undefined ? {} : { reason }) };
  // A mapping may be what it was before the last change: the id must not be made of what it says.
  const events = await book.execute({ type: 'SaveMapping', data }, `mapping-${randomUUID()}`);
  const { revision } = await savedMapping(book, mapping);
  return { mapping, revision, isNew: events.length > 0 };
}

const savedText = ({ mapping, revision, isNew }: Saved): string =>
  facts([
    [isNew ? 'Mappningen är sparad' : 'Mappningen var redan sparad', mapping],
    ['Version', String(revision + 1)],
  ]);

const show = (): Command =>
  asking(
    new Command('show').description('en mappning: vilken kolumn som är vad').argument('<mapping>', 'mappningens id'),
    async ({ book, moment }, { args: [id = ''] }) => {
      const [found] = await mappings(book.models.db, moment, id);
      if (found === undefined) throw new DomainError('MAPPING_UNKNOWN', { mapping: id });
      return { json: found, text: () => mappingText(found, moment) };
    },
  );

const list = (): Command =>
  asking(new Command('list').description('mappningarna'), async ({ book, moment }) => {
    const found = await mappings(book.models.db, moment);
    return { json: { ...moment, mappings: found }, text: () => mappingListText(found, moment) };
  });
