import { Command, Option } from 'commander';

import { type Attestation, compareExtract, holdError, savedMapping } from '#intake';
import { DomainError, textToOre } from '#kernel';
import { balance, codeIsKnown } from '#read-models';
import {
  bookOf,
  bookOutput,
  type ExtractAsked,
  type ExtractFormat,
  extractFormats,
  extractOf,
  extractOrders,
  extractOutput,
  handOut,
  type LedgerExtract,
  type Output,
  type OutputFormat,
  outputFormats,
  type Program,
  tallied,
} from '#underlay';

import { dayIn } from '../day.js';
import { type Answer, asking, type Globals, type Question } from '../door.js';
import { attestationText } from '../reports/attestation.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { balanceText } from '../reports/balance.js';
import { comparedExtractText } from '../reports/compared-extract.js';
import { extractText } from '../reports/extract.js';
import { handedOutText } from '../reports/handed-out.js';
import { version } from '../version.js';
import { grantAccountsCommand, reconcileCommand } from './ledger-completeness.js';

interface OfCode {
  readonly projectCode: string;
}
interface Handing {
  readonly out?: string;
  readonly overwrite?: true;
  readonly decimalPoint?: true;
}
type ExtractOptions = ExtractAsked & Comparing & Handing & { readonly format?: ExtractFormat | 'text' | 'json' };
/** The accounting system's own extract, and the mapping that it is read by where it is no SIE file. */
interface Comparing {
  readonly compare?: string;
  readonly mapping?: string;
}
type ExportOptions = Handing & { readonly book: string; readonly format: OutputFormat; readonly out: string };

/** `ledger extract`, `ledger balance`, `ledger export`, `ledger reconcile` and `ledger grant-accounts`. */
export const ledgerCommands = (): Command =>
  new Command('ledger')
    .description('en projektkods rader i bokföringen, hela böcker ut, och om liggaren är fullständig')
    .addCommand(rows())
    .addCommand(sums())
    .addCommand(wholeBook())
    .addCommand(reconcileCommand())
    .addCommand(grantAccountsCommand());

const rows = (): Command =>
  asking<ExtractOptions>(
    handing(ofCode(new Command('extract').description('huvudboksutdrag: varje rad, med löpande saldo')))
      .option('--book <book>', 'bara raderna i den boken; behövs för sie när raderna finns i flera')
      .addOption(new Option('--format <format>', 'annars text').choices(['text', 'json', ...extractFormats]))
      .option('--account <account>', 'bara det kontot')
      .option('--cost-centre <object>', 'bara det kostnadsstället')
      .option('--from <date>', 'bokföringsdag från och med; det som kom före är ingående saldo', dayIn)
      .option('--to <date>', 'bokföringsdag till och med', dayIn)
      .addOption(new Option('--order <order>', 'huvudbok, eller grundbok: registreringsordning').choices(extractOrders))
      .option('--with-history', 'med ändringarna av verifikationerna: vad, när och av vem')
      .option('--compare <file>', 'jämför rad för rad med systemets eget utdrag: SIE, eller csv och xlsx med --mapping')
      .option('--mapping <mapping>', 'sparad kolumnmappning för filen i --compare')
      .option('--out <file>', 'filen att skriva; behövs för sie, xlsx och pdf'),
    async (question, { options }) => {
      const { book, moment } = await known(question, options.projectCode);
      const found = await extractOf(book, options, moment);
      if (options.compare !== undefined) return againstFile(question, found, options);
      if (options.out !== undefined || options.format === 'csv') assertMayHandOut(question);
      return options.out === undefined ? shown(question, found, options) : extractFile(question, found, options);
    },
  );

const sums = (): Command =>
  asking<OfCode>(
    ofCode(new Command('balance').description('saldo per konto och månad')),
    async (question, { options: { projectCode } }) => {
      const { book, moment } = await known(question, projectCode);
      const found = await balance(book.models.db, projectCode, moment);
      return { json: found, text: () => balanceText(found) };
    },
  );

const wholeBook = (): Command =>
  asking<ExportOptions>(
    handing(new Command('export').description('en hel bok ut: varje verifikation i grundboksordning'))
      .requiredOption('--book <book>', 'boken')
      .addOption(new Option('--format <format>', 'filens format').choices(outputFormats).makeOptionMandatory())
      .requiredOption('--out <file>', 'filen att skriva'),
    async (question, { options }) => {
      assertMayHandOut(question);
      const { book, moment, attestation } = question;
      const { book: of, format } = options;
      const output = await bookOutput(book, of, { moment, ...howOf(options, attestation), format });
      return written(output, { ...moment, book: of, format }, options);
    },
  );

const ofCode = (command: Command): Command => command.requiredOption('--project-code <code>', 'projektkodens id');

const handing = (command: Command): Command =>
  command
    .option('--overwrite', 'skriv över filen om den finns')
    .option('--decimal-point', 'decimalpunkt i csv; annars decimalkomma');

/** A code that was not open then has no balance, not even of zero. */
async function known(question: Question, projectCode: string): Promise<Question> {
  if (await codeIsKnown(question.book.models.db, projectCode, question.moment)) return question;
  throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
}

const program = (): Program => ({ name: 'Bidragsbok', version: version() });

const howOf = ({ decimalPoint }: Handing, { checkpoint }: Attestation) => ({
  program: program(),
  decimalSign: decimalPoint === true ? ('.' as const) : (',' as const),
  checkpoint,
});

/** A log that is not what was signed is looked at, and not handed out. Refuses with INTEGRITY_HOLD. */
function assertMayHandOut({ attestation: { integrityHold } }: Question): void {
  if (integrityHold !== undefined) throw holdError(integrityHold);
}

/** The extract on stdout. A CSV file stands there alone; a document for programs says the same in its own way. */
function shown({ book, attestation }: Question, found: LedgerExtract, options: ExtractOptions & Globals): Answer {
  const { format = 'text' } = options;
  if (format === 'sie' || format === 'xlsx' || format === 'pdf')
    throw malformed(`växeln --out måste anges för formatet ${format}`);
  if (format === 'csv' && options.json === true) throw malformed('formatet csv och --json går inte ihop utan --out');
  const text = () => extractText(book, found);
  if (format !== 'csv') return { json: found, text, isDocument: format === 'json' };
  return {
    json: found,
    text,
    bytes: () => extractOutput(book, found, { ...howOf(options, attestation), format }).chunks,
  };
}

/** The system's own extract beside ours; the exit code tells where they differ. */
async function againstFile({ book }: Question, found: LedgerExtract, options: ExtractOptions): Promise<Answer> {
  const { compare: file = '', mapping } = options;
  const of = await bookOf(book, found, options.book);
  const saved = mapping === undefined ? null : await savedMapping(book, mapping);
  const by =
    saved === null || mapping === undefined
      ? null
      : { mapping: saved.mapping, saved: { mapping, revision: saved.revision } };
  const compared = await compareExtract(book, { ...found, book: of }, { file, by });
  const { onlyInFile, onlyHere, differing, refused } = compared;
  const isSame = onlyInFile.length + onlyHere.length + differing.length + refused === 0;
  const { projectCode, position } = found;
  return {
    json: { projectCode, book: of, position, ...compared },
    text: () => comparedExtractText(compared),
    exitCode: isSame ? OK : SOMETHING_REFUSED,
  };
}

async function extractFile(
  { book, attestation }: Question,
  found: LedgerExtract,
  options: ExtractOptions,
): Promise<Answer> {
  const { format = 'text' } = options;
  const { projectCode, position, perDate } = found;
  const about = { projectCode, position, ...(perDate === undefined ? {} : { perDate }), format };
  if (format !== 'text' && format !== 'json') {
    return written(
      extractOutput(book, found, { ...howOf(options, attestation), format, book: options.book }),
      about,
      options,
    );
  }
  const text =
    format === 'json'
      ? JSON.stringify({ ...found, ...attestation }, null, 2)
      : `${await extractText(book, found)}\n\n${attestationText(attestation)}`;
  return written(
    tallied(
      `${text}\n`,
      found.rows.map(({ amount }) => textToOre(amount)),
    ),
    about,
    options,
  );
}

interface About {
  readonly projectCode?: string;
  readonly book?: string;
  readonly format: string;
  readonly position: number;
  readonly perDate?: string;
}

async function written(output: Output, about: About, { out = '', overwrite }: Handing): Promise<Answer> {
  const { path, ...figures } = await handOut(out, output, { overwrite: overwrite === true });
  const { position, perDate, ...subject } = about;
  const answer = { ...subject, file: path, ...figures, position, ...(perDate === undefined ? {} : { perDate }) };
  return { json: answer, text: () => handedOutText(answer) };
}

const malformed = (fault: string): DomainError => new DomainError('CALL_MALFORMED', { fault });
