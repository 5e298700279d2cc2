import { Command } from 'commander';

import {
  type Bidragsbok,
  importLedger,
  importSie,
  type ImportReport,
  mappingInFile,
  organisations,
  type ReadByMapping,
  savedMapping,
} from '#intake';
import { DomainError } from '#kernel';
import { imports } from '#read-models';

import { type Answer, answering, asking, type Call, onOpenBook } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { ProgressLine } from '../progress.js';
import { fileIn } from '../read-file.js';
import { importListText } from '../reports/import-list.js';
import { importReportText } from '../reports/import-report.js';
import { diffCommand } from './import-diff.js';
import { howFar, orderOf, takingIn, type TakingOptions } from './import-options.js';
import { quarantineCommands } from './import-quarantine.js';
import { undoCommand } from './import-undo.js';

interface LedgerOptions extends TakingOptions {
  readonly mapping: string;
}
type Take<Options> = (call: Call<Options>, to: Bidragsbok | undefined) => Promise<ImportReport>;

/** `import` and what can be done with files. */
export const importCommands = (): Command =>
  new Command('import')
    .description('filer: läs in, se vad som har lästs in, jämför och ta tillbaka')
    .addCommand(sie())
    .addCommand(ledger())
    .addCommand(list())
    .addCommand(diffCommand())
    .addCommand(undoCommand())
    .addCommand(quarantineCommands());

const sie = (): Command =>
  takingIn(new Command('sie'))
    .description('läs in en SIE 4-fil (.SE eller .SI) i en bok; samma fil igen lägger inte till något')
    .argument('<file>', 'SIE-filen')
    .action(
      taking<TakingOptions>((call, to) => withProgress((progress) => importSie({ ...orderOf(call), to, progress }))),
    );

const ledger = (): Command =>
  takingIn(new Command('ledger'))
    .description(
      'läs in en huvudbok i CSV eller Excel, en rad per bokföringspost; samma fil igen lägger inte till något',
    )
    .argument('<file>', 'filen')
    .requiredOption('--mapping <mapping>', 'sparad mappning; vid --dry-run går det bra med en JSON-fil')
    .action(
      taking<LedgerOptions>(async (call, to) => {
        const by = await mappingOf(call, to);
        return withProgress((progress) => importLedger({ ...orderOf(call), ...by, to, progress }));
      }),
    );

const list = (): Command =>
  asking(new Command('list').description('inlästa filer'), async ({ book, moment }) => {
    const found = await imports(book.models.db, moment);
    return { json: { ...moment, imports: found }, text: () => importListText(book, found, moment) };
  });

/** A saved mapping by its name; a file may be tried by one that is not saved yet. */
async function mappingOf({ options }: Call<LedgerOptions>, to: Bidragsbok | undefined): Promise<ReadByMapping> {
  const { mapping, dryRun } = options;
  if (dryRun === true && mapping.endsWith('.json')) {
    return { mapping: mappingInFile(fileIn(mapping)), saved: null };
  }
  if (to === undefined) throw new DomainError('CALL_MALFORMED', { fault: 'en sparad mappning kräver en organisation' });
  const { mapping: columns, revision } = await savedMapping(to, mapping);
  return { mapping: columns, saved: { mapping, revision } };
}

const taking = <Options extends TakingOptions>(take: Take<Options>) =>
  answering<Options>(async (call) => {
    const answer = async (to?: Bidragsbok) => answerOf(await take(call, to));
    return call.options.dryRun === true ? dryRun(call, answer) : intake(call, answer);
  });

async function intake<Options extends TakingOptions>(
  call: Call<Options>,
  work: (to: Bidragsbok) => Promise<Answer>,
): Promise<Answer> {
  if (call.options.book === undefined) throw new DomainError('CALL_MALFORMED', { fault: 'växeln --book måste anges' });
  return onOpenBook(call, work);
}

/** A dry run is held against the organisation and book where there are any, else it reads the file alone. */
async function dryRun<Options extends TakingOptions>(
  call: Call<Options>,
  work: (to?: Bidragsbok) => Promise<Answer>,
): Promise<Answer> {
  const { book, org, data } = call.options;
  const isAlone = book === undefined && org === undefined && (await organisations({ data })).length !== 1;
  return isAlone ? work() : onOpenBook(call, work);
}

async function withProgress(
  work: (progress: (at: Parameters<typeof howFar>[0]) => void) => Promise<ImportReport>,
): Promise<ImportReport> {
  const line = new ProgressLine();
  try {
    return await work((at) => {
      line.say(() => howFar(at));
    });
  } finally {
    line.end();
  }
}

const answerOf = (report: ImportReport): Answer => ({
  json: report,
  text: () => importReportText(report),
  exitCode: exitCodeOf(report),
});

/** What could not be taken in, or does not add up, is told by the exit code too, so that a scheduler sees it. */
const exitCodeOf = ({ vouchers, refusals, totals }: ImportReport): number =>
  vouchers.refused + vouchers.quarantined + refusals.length + totals.length > 0 ? SOMETHING_REFUSED : OK;
