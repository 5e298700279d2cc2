import { createHash } from 'node:crypto';

import { Command, Option } from 'commander';

import { type Bidragsbok, ERASURE_GROUNDS, plannedErasure } from '#intake';
import { DomainError } from '#kernel';

import { countIn } from '../count.js';
import { dayIn } from '../day.js';
import { type Answer, onBook } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { personIn } from '../person.js';
import { erasurePlanText, proposedText } from '../reports/erasure.js';

interface Decided {
  readonly dryRun?: true;
  readonly act?: string;
  readonly body?: string;
  readonly date?: string;
  readonly caseNumber?: string;
  readonly ground?: string;
  readonly paragraph?: string;
  readonly by?: string;
}
type Named = Parameters<typeof plannedErasure>[1];

/** `erase voucher`, `erase import`, `erase stream` and `erase positions`: each says what would go, or proposes it. */
export const eraseCommands = (): Command =>
  new Command('erase')
    .description('föreslå att texter raderas för alltid; de raderas när en annan person bekräftar med act confirm')
    .addCommand(
      erasing(
        new Command('voucher')
          .description('en verifikations texter, i liggaren och i alla sparade filer')
          .argument('<book>', 'boken')
          .argument('<series>', 'serien; tom skrivs ""')
          .argument('<number>', 'numret, som voucher list visar det'),
        ([book = '', series = '', number = '']) => ({ vouchers: [{ book, series, number }] }),
      ),
    )
    .addCommand(
      erasing(
        new Command('import')
          .description('filens namn, alla texter i filen och texterna i de verifikationer som kom med den')
          .argument('<import>', 'inläsningens id, som i import list'),
        ([id = '']) => ({ imports: [id] }),
      ),
    )
    .addCommand(
      erasing(
        new Command('stream')
          .description('alla texter i en ström, till exempel ett bidrags eller en boks')
          .argument('<stream>', 'strömmens namn, till exempel grant-gnv-2026'),
        ([stream = '']) => ({ streams: [stream] }),
      ),
    )
    .addCommand(
      erasing(
        new Command('positions')
          .description('texterna i enstaka händelser; en verifikations händelse står för hela verifikationen')
          .argument('<positions...>', 'positioner, som history visar dem'),
        (positions) => ({ positions: positions.map(countIn) }),
      ),
    );

const erasing = (command: Command, named: (args: readonly string[]) => Named): Command =>
  command
    .option('--dry-run', 'visa vad som skulle raderas, aldrig vad texterna säger; radera och föreslå inget')
    .option('--act <id>', 'ärendets id, som väljs här')
    .option('--body <body>', 'vem som har beslutat om gallringen')
    .option('--date <date>', 'beslutets dag', dayIn)
    .option('--case-number <number>', 'beslutets diarienummer')
    .addOption(new Option('--ground <ground>', 'den rättsliga grunden').choices(ERASURE_GROUNDS))
    .option('--paragraph <text>', 'paragrafen som grunden står i, utan personuppgifter')
    .option('--by <person>', 'vem som föreslår, person-…')
    .action(
      onBook<Decided>(async (book, { args, options }) =>
        options.dryRun === true ? planned(book, named(args)) : proposed(book, named(args), options),
      ),
    );

/** What may not go yet is told by the exit code too. */
async function planned(book: Bidragsbok, named: Named): Promise<Answer> {
  const plan = await plannedErasure(book, named);
  return {
    json: { dryRun: true, ...plan },
    text: () => erasurePlanText(plan),
    exitCode: plan.isAllowed ? OK : SOMETHING_REFUSED,
  };
}

async function proposed(book: Bidragsbok, named: Named, options: Decided): Promise<Answer> {
  const { act = missing('act'), body = missing('body'), date = missing('date') } = options;
  const { caseNumber = missing('case-number'), ground = missing('ground') } = options;
  const { paragraph = missing('paragraph') } = options;
  const data = { act, ...named, decision: { body, date, caseNumber }, ground, paragraph };
  const by = personIn(options.by, 'archivist');
  // The same proposal again is the same command; another one under the same act is refused.
  const content = createHash('sha256').update(JSON.stringify({ data, by })).digest('hex').slice(0, 16);
  const events = await book.execute({ type: 'ErasePrivateParts', by, data }, `cli-erase-${content}`);
  const told = events.map(({ type, stream, revision, position }) => ({ type, stream, revision, position }));
  return { json: { act, events: told }, text: () => proposedText(act) };
}

function missing(option: string): never {
  throw new DomainError('CALL_MALFORMED', { fault: `växeln --${option} måste anges` });
}
