import { createHash } from 'node:crypto';

import { Command } from 'commander';

import { type Bidragsbok, plannedLink } from '#intake';
import { DomainError, parseWrittenAmount } from '#kernel';

import { type Answer, onBook } from '../door.js';
import { personIn } from '../person.js';
import { plannedLinkText } from '../reports/evidence.js';

interface LinkOptions {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: string;
  readonly document?: string;
  readonly movedFrom?: string;
  readonly reversedBy?: string;
  readonly amount?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly dryRun?: true;
  readonly act?: string;
}

const linking = (command: Command): Command =>
  command
    .requiredOption('--book <book>', 'verifikationens bok')
    .requiredOption('--series <series>', 'dess serie')
    .requiredOption('--number <number>', 'dess nummer')
    .requiredOption('--line <line>', 'raden')
    .option('--document <id>', 'dokumentet som styrker raden')
    .option('--moved-from <voucher>', 'verifikationen som kostnaden är omförd från: bok/serie/nummer')
    .option('--reversed-by <voucher>', 'verifikationen som återför periodiseringen: bok/serie/nummer')
    .option('--by <person>', 'vem som bedömer, person-…');

/** `evidence link`: a person says what supports a line. */
export const linkCommand = (): Command =>
  linking(new Command('link').description('koppla ett underlag till en rad, eller ändra hur mycket det styrker'))
    .option('--amount <amount>', 'hur mycket av raden, med radens tecken; annars hela')
    .option('--reason <text>', 'varför')
    .option(
      '--act <id>',
      'föreslå en koppling som kraven nekar: den görs när en annan person bekräftar med act confirm',
    )
    .option('--dry-run', 'visa vad som skulle tas in ur en sparad fil med kopplingen; koppla inget')
    .action(
      onBook<LinkOptions>((book, { options }) => {
        const { amount, reason, dryRun, act } = options;
        const more = {
          ...(amount === undefined ? {} : { amount: parseWrittenAmount(amount).toString() }),
          ...(reason === undefined ? {} : { reason }),
          ...(act === undefined ? {} : { act }),
        };
        if (dryRun === true) return planned(book, more, options);
        return told(
          book,
          {
            type: 'LinkEvidence',
            more,
            said: act === undefined ? 'Underlaget är kopplat.' : 'Kopplingen är föreslagen.',
          },
          options,
        );
      }),
    );

/** `evidence unlink`: a person takes it back, and says why. */
export const unlinkCommand = (): Command =>
  linking(new Command('unlink').description('ta bort en koppling'))
    .requiredOption('--reason <text>', 'varför')
    .action(
      onBook<LinkOptions>((book, { options }) => {
        const { reason } = options;
        return told(book, { type: 'UnlinkEvidence', more: { reason }, said: 'Kopplingen är borttagen.' }, options);
      }),
    );

interface Saying {
  readonly type: 'LinkEvidence' | 'UnlinkEvidence';
  readonly more: object;
  readonly said: string;
}

const dataOf = (options: LinkOptions, more: object) => {
  const { book, series, number, line } = options;
  return { voucher: { book, series, number }, line: lineIn(line), evidence: evidenceIn(options), ...more };
};

async function planned(bidragsbok: Bidragsbok, more: object, options: LinkOptions): Promise<Answer> {
  const by = personIn(options.by, 'accountant');
  const plan = await plannedLink(bidragsbok, { data: dataOf(options, more), by });
  return { json: { dryRun: true, ...plan }, text: () => plannedLinkText(plan) };
}

async function told(bidragsbok: Bidragsbok, { type, more, said }: Saying, options: LinkOptions): Promise<Answer> {
  const by = personIn(options.by, 'accountant');
  const data = dataOf(options, more);
  // The same again after something else has happened is another command: a link may be taken back and made anew.
  const { position } = await bidragsbok.moment();
  const content = createHash('sha256').update(JSON.stringify({ data, by, position })).digest('hex').slice(0, 16);
  const events = await bidragsbok.execute({ type, by, data }, `cli-evidence-${content}`);
  const recorded = events.map((event) => ({ type: event.type, stream: event.stream, position: event.position }));
  const isTaken = events.some(({ type: of }) => of === 'VoucherRecorded');
  const text = isTaken ? `${said} Verifikationen som den är omförd från är intagen ur en sparad fil.` : said;
  return { json: { events: recorded }, text: () => (events.length === 0 ? 'Så var det redan.' : text) };
}

function lineIn(line: string): number {
  if (/^[1-9]\d{0,5}$/.test(line)) return Number.parseInt(line, 10);
  throw new DomainError('CALL_MALFORMED', { fault: 'raden anges med sitt nummer i verifikationen, från 1' });
}

function evidenceIn({ document, movedFrom, reversedBy }: LinkOptions): object {
  const told = [
    ...(document === undefined ? [] : [{ form: 'document', document }]),
    ...(movedFrom === undefined ? [] : [{ form: 'reposting', voucher: voucherIn(movedFrom) }]),
    ...(reversedBy === undefined ? [] : [{ form: 'accrual', voucher: voucherIn(reversedBy) }]),
  ];
  const [evidence] = told;
  if (evidence !== undefined && told.length === 1) return evidence;
  throw new DomainError('CALL_MALFORMED', { fault: 'ange en av --document, --moved-from och --reversed-by' });
}

function voucherIn(text: string) {
  const [, book, series, number] = /^([^/]+)\/([^/]*)\/(.+)$/.exec(text) ?? [];
  if (book !== undefined && series !== undefined && number !== undefined) return { book, series, number };
  throw new DomainError('CALL_MALFORMED', { fault: 'en verifikation skrivs bok/serie/nummer' });
}
