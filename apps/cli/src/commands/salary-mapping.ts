import { randomUUID } from 'node:crypto';
import { basename, extname } from 'node:path';

import { Command } from 'commander';

import { type Bidragsbok, columnsInFile, type ReadAsPay, salaryMappingInFile, savedSalaryMapping } from '#intake';
import { type Actor, DomainError } from '#kernel';
import { salaryMappings } from '#read-models';

import { asking, onBook } from '../door.js';
import { facts } from '../output.js';
import { fileIn } from '../read-file.js';
import { salaryMappingListText, salaryMappingText } from '../reports/salary-mapping.js';

/** `salary mapping save`, `salary mapping show` and `salary mapping list`. */
export const salaryMappingCommands = (): Command =>
  new Command('mapping')
    .description('mappningar för lönelistor: vilken kolumn som är vad')
    .addCommand(save())
    .addCommand(show())
    .addCommand(list());

const save = (): Command =>
  new Command('save')
    .description('spara en mappning; den som redan är sparad likadan får ingen ny version')
    .argument('<mapping>', 'mappningens id, som du väljer')
    .requiredOption('--from <file>', 'JSON-filen')
    .option('--reason <reason>', 'varför den ändras')
    .action(
      onBook<{ from: string; reason?: string }>(async (book, { args: [mapping = ''], options: { from, reason } }) => {
        const data = { mapping, columns: columnsInFile(fileIn(from)), ...(reason === undefined ? {} : { reason }) };
        // A mapping may be what it was before the last change: the id must not be made of what it says.
        const events = await book.execute({ type: 'SaveSalaryMapping', data }, `salary-mapping-${randomUUID()}`);
        const revision = (await savedSalaryMapping(book, mapping)).saved?.revision ?? 0;
        const isNew = events.length > 0;
        return {
          json: { mapping, revision, isNew },
          text: () =>
            facts([
              [isNew ? 'Mappningen är sparad' : 'Mappningen var redan sparad', mapping],
              ['Version', String(revision + 1)],
            ]),
        };
      }),
    );

const show = (): Command =>
  asking(
    new Command('show').description('en mappning för lönelistor').argument('<mapping>', 'mappningens id'),
    async ({ book, moment }, { args: [id = ''] }) => {
      const [found] = await salaryMappings(book.models.db, moment, id);
      if (found === undefined) throw new DomainError('SALARY_MAPPING_UNKNOWN', { mapping: id });
      return { json: found, text: () => salaryMappingText(found, moment) };
    },
  );

const list = (): Command =>
  asking(new Command('list').description('mappningarna för lönelistor'), async ({ book, moment }) => {
    const found = await salaryMappings(book.models.db, moment);
    return { json: { ...moment, mappings: found }, text: () => salaryMappingListText(found, moment) };
  });

/**
 * A saved mapping by its name; one in a JSON file is saved under the file's name, unless it is only tried. Null where none is
 * named.
 */
export async function mappingOf(
  book: Bidragsbok,
  named: string | undefined,
  { by, dryRun }: { readonly by: Actor | undefined; readonly dryRun: true | undefined },
): Promise<ReadAsPay | null> {
  if (named === undefined) return null;
  if (extname(named) !== '.json') return savedSalaryMapping(book, named);
  const file = fileIn(named);
  if (dryRun === true) return salaryMappingInFile(file);
  const mapping = basename(named, '.json');
  const command = { type: 'SaveSalaryMapping', data: { mapping, columns: columnsInFile(file) } };
  await book.execute(by === undefined ? command : { ...command, by }, `salary-mapping-${randomUUID()}`);
  return savedSalaryMapping(book, mapping);
}
