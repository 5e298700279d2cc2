import { Command } from 'commander';

import { type Bidragsbok, ERASURE_GROUNDS, plannedErasure } from '#intake';

import { countIn } from '../count.js';
import { type Answer, onBook } from '../door.js';
import { OK, SOMETHING_REFUSED } from '../exit-codes.js';
import { erasurePlanText, proposedText } from '../reports/erasure.js';
import { type Disposal, disposing, proposed } from './disposal.js';

type Named = Parameters<typeof plannedErasure>[1];

/** `erase voucher`, `erase import`, `erase document`, `erase stream` and `erase positions`: each says what would go, or proposes it. */
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
        new Command('document')
          .description(
            'dokument med det som är inbäddat i dem: nyckel, innehåll och texter, så att ingen kopia kan öppnas',
          )
          .argument('<documents...>', 'dokumentens id, som i evidence list'),
        (documents) => ({ documents: [...documents] }),
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
  disposing(
    command.option('--dry-run', 'visa vad som skulle raderas, aldrig vad texterna säger; radera och föreslå inget'),
    ERASURE_GROUNDS,
  ).action(
    onBook<Disposal>((book, { args, options }) =>
      options.dryRun === true
        ? planned(book, named(args))
        : proposed(book, { type: 'ErasePrivateParts', word: 'erase', named: named(args), text: proposedText }, options),
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
