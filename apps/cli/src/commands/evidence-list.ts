import { Command, Option } from 'commander';

import { documentTexts, keptOriginal } from '#intake';
import { DOCUMENT_KINDS, type DocumentKind, DomainError } from '#kernel';
import { type DocumentRow, documents, documentsBeginning } from '#read-models';
import { writeFileWhole } from '#underlay';

import { asking, onBook, type Question } from '../door.js';
import { documentListText, documentText } from '../reports/documents.js';

/** `evidence list`. */
export const listCommand = (): Command =>
  asking<{ readonly kind?: DocumentKind }>(
    new Command('list')
      .description('dokumenten i den ordning de kom in')
      .addOption(new Option('--kind <kind>', 'bara de som är detta').choices(DOCUMENT_KINDS)),
    async ({ book, moment }, { options: { kind } }) => {
      const all = await documents(book.models.db, moment);
      const rows = kind === undefined ? all : all.filter((row) => row.kind === kind);
      const texts = await documentTexts(book, rows);
      const told = rows.map((row) => ({ ...row, private: texts.get(row.document) }));
      return { json: { ...moment, documents: told }, text: () => documentListText(rows, texts, moment) };
    },
  );

/** `evidence show`. */
export const showCommand = (): Command =>
  asking(
    new Command('show')
      .description('ett dokument: vad det är, vad det säger och vad som inte stämmer i det')
      .argument('<document>', 'dokumentets id, eller början av det'),
    async ({ book, moment }, { args: [named = ''] }) => {
      const row = await documentNamed({ book, moment }, named);
      const texts = (await documentTexts(book, [row])).get(row.document) ?? { fileName: null, facts: null };
      return { json: { ...row, private: texts }, text: () => documentText(row, texts) };
    },
  );

/** `evidence get`. */
export const getCommand = (): Command =>
  new Command('get')
    .description('hämta originalet, byte för byte som det kom in')
    .argument('<document>', 'dokumentets id, eller början av det')
    .requiredOption('--to <file>', 'filen att skriva; den får inte finnas')
    .action(
      onBook<{ to: string }>(async (book, { args: [named = ''], options: { to } }) => {
        const { document } = await documentNamed({ book, moment: await book.moment() }, named);
        const written = await writeFileWhole(to, (await keptOriginal(book, document)).bytes);
        return { json: { document, ...written }, text: () => `Originalet är skrivet till ${to}.` };
      }),
    );

/** Ids are long: as many digits as tell one from the others will do. */
async function documentNamed({ book, moment }: Omit<Question, 'attestation'>, named: string): Promise<DocumentRow> {
  const [found, another] = await documentsBeginning(book.models.db, moment, named);
  if (found === undefined || another !== undefined) throw new DomainError('DOCUMENT_UNKNOWN', { document: named });
  return found;
}
