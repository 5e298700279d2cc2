import { Command, Option } from 'commander';

import { Bidragsbok, importSie, type ImportReport, organisationsIn, type Progress } from '#intake';
import { DomainError } from '#kernel';
import { imports } from '#read-models';

import { type Answer, answering, asking, type Call } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { ProgressLine } from '../progress.js';
import { importListText } from '../reports/import-list.js';
import { importReportText } from '../reports/import-report.js';
import { countInSwedish } from '../swedish.js';

interface SieOptions {
  readonly book?: string;
  readonly scope?: 'grant' | 'all';
  readonly dryRun?: true;
  readonly acceptChanges?: true;
  readonly acceptOrg?: true;
}

/** `import sie` and `import list`. */
export const importCommands = (): Command =>
  new Command('import').description('filer: läs in, och se vad som har lästs in').addCommand(sie()).addCommand(list());

const sie = (): Command =>
  new Command('sie')
    .description('läs in en SIE 4-fil (.SE eller .SI) i en bok; samma fil igen lägger inte till något')
    .argument('<file>', 'SIE-filen')
    .option('--book <book>', 'boken; behövs inte vid --dry-run')
    .addOption(
      new Option('--scope <scope>', 'bara det som rör bidragen, eller allt; annars bokens').choices(['grant', 'all']),
    )
    .option('--dry-run', 'läs och kontrollera, skriv inget; kräver varken organisation eller bok')
    .option('--accept-changes', 'för in vad som har ändrats eller försvunnit i källan')
    .option('--accept-org', 'läs in fast filens organisationsnummer är ett annat')
    .action(answering<SieOptions>((call) => (call.options.dryRun === true ? dryRun(call) : intake(call))));

const list = (): Command =>
  asking(new Command('list').description('inlästa filer'), ({ book, moment }) => {
    const found = imports(book.models.db, moment);
    return { json: { ...moment, imports: found }, text: () => importListText(book, found, moment) };
  });

async function intake(call: Call<SieOptions>): Promise<Answer> {
  if (call.options.book === undefined) throw new DomainError('CALL_MALFORMED', { fault: 'växeln --book måste anges' });
  return onOpenBook(call, (to) => taken(call, to));
}

/** A dry run is held against the organisation and book where there are any, else it reads the file alone. */
function dryRun(call: Call<SieOptions>): Promise<Answer> {
  const { book, org, data } = call.options;
  const isAlone = book === undefined && org === undefined && organisationsIn(data).length !== 1;
  return isAlone ? taken(call) : onOpenBook(call, (to) => taken(call, to));
}

async function onOpenBook({ options }: Call<SieOptions>, work: (to: Bidragsbok) => Promise<Answer>): Promise<Answer> {
  const to = Bidragsbok.open({ data: options.data, organisation: options.org });
  try {
    return await work(to);
  } finally {
    await to.close();
  }
}

async function taken({ args: [file = ''], options }: Call<SieOptions>, to?: Bidragsbok): Promise<Answer> {
  const { book, scope, dryRun, acceptChanges, acceptOrg: acceptOrganisation } = options;
  const progress = new ProgressLine();
  try {
    const report = await importSie({
      ...{ file, to, book, scope, dryRun, acceptChanges, acceptOrganisation },
      progress: (at) => {
        progress.say(() => howFar(at));
      },
    });
    return { json: report, text: () => importReportText(report), exitCode: exitCodeOf(report) };
  } finally {
    progress.end();
  }
}

const MEBIBYTE = 1 << 20;
const howFar = ({ bytes, of }: Progress): string =>
  `${countInSwedish(Math.floor(bytes / MEBIBYTE))} av ${countInSwedish(Math.ceil(of / MEBIBYTE))} MiB`;

/** What could not be taken in is told by the exit code too, so that a scheduler sees it. */
const exitCodeOf = ({ vouchers, refusals }: ImportReport): number =>
  vouchers.refused + vouchers.quarantined + refusals.length > 0 ? SOMETHING_REFUSED : OK;
