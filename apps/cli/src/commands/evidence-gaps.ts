import { Command, Option } from 'commander';

import { documentTexts, fillGaps, writeGapList } from '#intake';
import { DomainError } from '#kernel';
import { codeIsKnown, documents, evidenceCoverage, type EvidenceCoverage } from '#read-models';

import { type Answer, asking, type Question } from '../door.js';
import { SOMETHING_REFUSED } from '../exit-codes.js';
import { personIn } from '../person.js';
import { coverageText, filledText } from '../reports/evidence.js';

interface GapOptions {
  readonly projectCode?: string;
  readonly grant?: string;
  readonly unit?: string;
  readonly supplier?: string;
  readonly turn?: 'unit' | 'finance' | 'payroll';
  readonly xlsx?: string;
  readonly overwrite?: true;
  readonly read?: string;
  readonly by?: string;
}

/** `evidence gaps`: how much is proved, what is missing and whose turn it is; a list to send out, and to read back. */
export const gapsCommand = (): Command =>
  asking<GapOptions>(
    new Command('gaps')
      .description('hur mycket som är styrkt, vad som saknas och hos vem')
      .option('--project-code <code>', 'bara den koden')
      .option('--grant <grant>', 'bara det bidraget')
      .option('--unit <unit>', 'bara den enhetens rader')
      .option('--supplier <object>', 'bara rader med den motparten')
      .addOption(new Option('--turn <who>', 'bara det som är hos dem').choices(['unit', 'finance', 'payroll']))
      .option('--xlsx <file>', 'skriv raderna som en lista att skicka ut och få ifylld')
      .option('--overwrite', 'skriv över filen om den finns')
      .option('--read <file>', 'läs en ifylld lista och koppla filerna i den')
      .option('--by <person>', 'vem som kopplar, person-…'),
    (question, { options }) =>
      options.read === undefined ? shown(question, options) : read(question, options.read, options),
  );

async function shown({ book, moment }: Question, options: GapOptions): Promise<Answer> {
  const { projectCode, grant, unit, supplier: counterparty, turn, xlsx, overwrite = false } = options;
  const { db } = book.models;
  if (projectCode !== undefined && !(await codeIsKnown(db, projectCode, moment))) {
    throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
  }
  const coverage = await evidenceCoverage(db, { projectCode, grant, unit, counterparty, turn }, moment);
  const written = xlsx === undefined ? null : await writeGapList(xlsx, coverage.lines, { overwrite });
  return {
    json: { ...coverage, ...(written === null ? {} : { written }) },
    text: async () => coverageText(coverage, { written, names: await supplierNames({ book, moment }, coverage) }),
  };
}

/** What the suppliers of linked documents are called, as far as their texts are still held. */
async function supplierNames(
  { book, moment }: Pick<Question, 'book' | 'moment'>,
  { suppliers }: EvidenceCoverage,
): Promise<ReadonlyMap<string, string>> {
  const keys = new Set(suppliers.map(({ supplier }) => supplier));
  const rows = (await documents(book.models.db, moment)).filter(({ facts }) => keys.has(facts.supplierKey ?? ''));
  const texts = await documentTexts(book, rows);
  return new Map(
    rows.flatMap(({ document, facts: { supplierKey = '' } }) => {
      const name = texts.get(document)?.facts?.supplier?.name;
      return name === undefined ? [] : [[supplierKey, name] as const];
    }),
  );
}

async function read({ book }: Question, path: string, { by }: GapOptions): Promise<Answer> {
  const filled = await fillGaps(book, path, personIn(by, 'accountant'));
  const isWhole = filled.rows.every(({ outcome }) => outcome === 'linked' || outcome === 'only-comment');
  return { json: filled, text: () => filledText(filled), ...(isWhole ? {} : { exitCode: SOMETHING_REFUSED }) };
}
