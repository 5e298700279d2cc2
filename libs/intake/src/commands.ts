import type { RecordedEvent } from '#event-log';
import { actCommands, grantCommands, programmeCommands } from '#grants';
import { DomainError } from '#kernel';
import { bookCommands, projectCodeCommands, voucherCommands } from '#ledger';

import { AlreadyDone, Attempt } from './attempt.js';
import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';
import { type Command, OPERATOR, parseBy } from './command.js';
import { adoptProgramme, onAct, onGrant } from './grant-commands.js';
import { onBook, onProjectCode, onVoucher } from './ledger-commands.js';

/** The schema of every command's data, by the command's name: what `apply` and the API take. */
export const commandSchemas = {
  ...programmeCommands,
  ...grantCommands,
  ...actCommands,
  ...bookCommands,
  ...projectCodeCommands,
  ...voucherCommands,
} as const;
type CommandName = keyof typeof commandSchemas;

const TRIES = 5;

/** Carries a command out, anew where another one came first. A command that was carried out gives back its events. */
export async function execute(
  book: Bidragsbok,
  command: Command,
  commandId: string,
): Promise<readonly RecordedEvent[]> {
  const { on, by = OPERATOR } = command;
  const context = { commandId, actor: by, ...(on === undefined ? {} : { occurredOn: on }) };
  for (let tries = 1; ; tries++) {
    try {
      const attempt = new Attempt(book.log, catalogue, context);
      await decide(book, attempt, command);
      return await attempt.commit();
    } catch (error) {
      if (error instanceof AlreadyDone) return earlierEvents(book, error.first);
      if (!movedOn(error) || tries === TRIES) throw error;
    }
  }
}

const movedOn = (error: unknown): boolean => error instanceof DomainError && error.code === 'STREAM_MOVED_ON';

async function decide(book: Bidragsbok, attempt: Attempt, command: Command): Promise<void> {
  const { type } = command;
  if (!(type in commandSchemas)) throw new DomainError('COMMAND_UNKNOWN', { command: type });
  const data = parseBy(commandSchemas[type as CommandName], command.data, type);
  const asked = { type, data } as never; // the schema was picked by the name, which the compiler cannot follow
  if (type in programmeCommands) return adoptProgramme(attempt, asked);
  if (type in grantCommands) return onGrant(book, attempt, asked);
  if (type in actCommands) return onAct(book, attempt, asked);
  if (type in bookCommands) return onBook(attempt, asked);
  if (type in projectCodeCommands) return onProjectCode(attempt, asked);
  return onVoucher(book, attempt, asked);
}

/** The events of an append lie one behind the other, so that the first one leads to the rest. */
async function earlierEvents(book: Bidragsbok, first: RecordedEvent): Promise<readonly RecordedEvent[]> {
  const earlier: RecordedEvent[] = [];
  for (let after = first.position - 1; ;) {
    const batch = await book.log.readAll(after, 100);
    for (const event of batch) {
      if (event.commandId !== first.commandId) return earlier;
      earlier.push({ ...event, again: true });
    }
    if (batch.length === 0) return earlier;
    after += batch.length;
  }
}
