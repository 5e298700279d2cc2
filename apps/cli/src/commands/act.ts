import { Command } from 'commander';

import { type Bidragsbok } from '#intake';

import { type Answer, onBook } from '../door.js';
import { eventLabels } from '../swedish.js';
import { personIn } from '../person.js';

interface Deciding {
  readonly by?: string;
  readonly reason?: string;
}

/** `act confirm` and `act reject`: the second person's word on what one has proposed. */
export const actCommands = (): Command =>
  new Command('act')
    .description('åtgärder som två personer står för: bekräfta eller avvisa det som någon har föreslagit')
    .addCommand(
      deciding('confirm', 'bekräfta: det föreslagna gäller genast').action(
        onBook<Deciding>((book, { args: [act = ''], options: { by } }) => decided(book, 'ConfirmAct', { act, by })),
      ),
    )
    .addCommand(
      deciding('reject', 'avvisa: det föreslagna gäller inte')
        .option('--reason <text>', 'varför, för historiken')
        .action(
          onBook<Deciding>((book, { args: [act = ''], options: { by, reason } }) =>
            decided(book, 'RejectAct', { act, by, reason }),
          ),
        ),
    );

const deciding = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .argument('<act>', 'ärendets id')
    .requiredOption('--by <person>', 'vem som beslutar, person-…; aldrig den som föreslog');

interface Decision {
  readonly act: string;
  readonly by: string | undefined;
  readonly reason?: string | undefined;
}

async function decided(
  book: Bidragsbok,
  type: 'ConfirmAct' | 'RejectAct',
  { act, by, reason }: Decision,
): Promise<Answer> {
  const data = { act, ...(reason === undefined ? {} : { reason }) };
  const command = { type, by: personIn(by, 'approver'), data };
  const events = await book.execute(command, `cli-${type}-${act}-${command.by.subject}`);
  return {
    json: {
      act,
      events: events.map(({ type: of, stream, revision, position }) => ({ type: of, stream, revision, position })),
    },
    text: () => events.map((event) => `${event.position}  ${eventLabels[event.type] ?? event.type}`).join('\n'),
  };
}
