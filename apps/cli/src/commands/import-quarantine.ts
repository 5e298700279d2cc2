import { Command } from 'commander';

import {
  type Bidragsbok,
  type QuarantineDecided,
  type QuarantineOrder,
  quarantineShown,
  rejectQuarantined,
  releaseQuarantined,
} from '#intake';
import { DomainError } from '#kernel';

import { asking, onBook } from '../door.js';
import { decidedText, quarantineText } from '../reports/quarantine.js';

interface ListOptions {
  readonly book?: string;
}
interface DecideOptions {
  readonly reason: string;
}

/** `import quarantine list`, `import quarantine release` and `import quarantine reject`. */
export const quarantineCommands = (): Command =>
  new Command('quarantine')
    .description('verifikationer som en inläsning höll tillbaka: se dem och besluta')
    .addCommand(list())
    .addCommand(
      deciding(
        new Command('release').description('för in en verifikation som den står i filen, fast den hölls tillbaka'),
        releaseQuarantined,
      ),
    )
    .addCommand(
      deciding(new Command('reject').description('avvisa en verifikation: den förs inte in'), rejectQuarantined),
    );

const list = (): Command =>
  asking<ListOptions>(
    new Command('list')
      .description('verifikationer i karantän som ingen har beslutat om, med rader ur den sparade filen')
      .option('--book <book>', 'bara bokens'),
    async ({ book, moment }, { options }) => {
      const found = await quarantineShown(book, moment, options.book);
      return { json: { ...moment, ...found }, text: () => quarantineText(found, moment) };
    },
  );

const deciding = (
  command: Command,
  decide: (book: Bidragsbok, order: QuarantineOrder) => Promise<QuarantineDecided>,
): Command =>
  command
    .argument('<import>', 'inläsningens id, som i import quarantine list')
    .argument('<line>', 'verifikationens rad i filen')
    .requiredOption('--reason <text>', 'varför, för historiken')
    .action(
      onBook<DecideOptions>(async (book, { args: [id = '', line = ''], options: { reason } }) => {
        const decided = await decide(book, { import: id, line: lineIn(line), reason });
        return { json: decided, text: () => decidedText(decided) };
      }),
    );

/** A line of a file, from 1. Refuses with CALL_MALFORMED. */
function lineIn(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number.parseInt(text, 10);
  throw new DomainError('CALL_MALFORMED', { fault: 'raden ska vara ett heltal från 1' });
}
