import type { z } from 'zod';

import { type Attempt, CommandHandler, PrivatePartErased, type RecordedEvent, YearPruned } from '#event-log';
import { actCommands, grantCommands, programmeCommands } from '#grants';
import { DomainError } from '#kernel';
import { bookCommands, mappingCommands, projectCodeCommands, salaryMappingCommands, voucherCommands } from '#ledger';

import { onAct } from './act-commands.js';
import { catalogue } from './catalogue.js';
import { type Command, commandName, OPERATOR, parseBy, parseCommand } from './command.js';
import { onErasure } from './erasure/erase.js';
import { erasureCommands } from './erasure/erasure.commands.js';
import { settleErasures } from './erasure/settle.js';
import { evidenceCommands, onEvidence } from './evidence/evidence-commands.js';
import { onLink } from './evidence/link.js';
import { adoptProgramme, onGrant } from './grant-commands.js';
import { onBook, onMapping, onProjectCode, onSalaryMapping, onVoucher } from './ledger-commands.js';
import type { Carrying, OpenedFiles } from './opened.js';
import { onPruning } from './pruning/prune.js';
import { pruningCommands } from './pruning/pruning.commands.js';

/** The commands that take something away for ever. */
const disposalCommands = { ...erasureCommands, ...pruningCommands } as const;

/** The schema of every command's data, by the command's name: what `apply` and the API take. */
export const commandSchemas = {
  ...programmeCommands,
  ...grantCommands,
  ...actCommands,
  ...bookCommands,
  ...mappingCommands,
  ...salaryMappingCommands,
  ...projectCodeCommands,
  ...voucherCommands,
  ...evidenceCommands,
  ...disposalCommands,
} as const;
export type CommandName = keyof typeof commandSchemas;

const TAKING_AWAY: ReadonlySet<string> = new Set([PrivatePartErased.name, YearPruned.name]);

/** Carries a command out. One that was carried out before gives back its events, marked `again`. */
export async function execute(
  book: OpenedFiles,
  command: Command,
  commandId: string,
): Promise<readonly RecordedEvent[]> {
  const { on, by = OPERATOR } = command;
  const context = { commandId, actor: by, ...(on === undefined ? {} : { occurredOn: on }) };
  const carrying: Carrying = { book, waiting: [] };
  try {
    const events = await new CommandHandler(book.log, catalogue).handle(context, (attempt) =>
      decide(carrying, attempt, command),
    );
    if (events.some(({ type: of }) => TAKING_AWAY.has(of))) await settleErasures(book);
    return events;
  } finally {
    if (carrying.waiting.length > 0) await settleErasures(book, carrying.waiting);
  }
}

async function decide(carrying: Carrying, attempt: Attempt, command: Command): Promise<void> {
  const { type } = command;
  const { book } = carrying;
  const data = dataOf(command);
  const asked = { type, data } as never; // the schema was picked by the name, which the compiler cannot follow
  if (type in programmeCommands) return adoptProgramme(attempt, asked);
  if (type in grantCommands) return onGrant(book, attempt, asked);
  if (type in actCommands) return onAct(carrying, attempt, asked);
  if (type in disposalCommands) return onDisposal(carrying, attempt, asked);
  if (type in evidenceCommands) return onEvidence(book, attempt, asked);
  return onLedger(book, attempt, asked);
}

function onLedger(
  book: OpenedFiles,
  attempt: Attempt,
  asked: { readonly type: string; readonly data: never },
): Promise<void> {
  const { type } = asked;
  if (type in bookCommands) return onBook(attempt, asked as never);
  if (type in mappingCommands) return onMapping(attempt, asked as never);
  if (type in salaryMappingCommands) return onSalaryMapping(attempt, asked as never);
  if (type in projectCodeCommands) return onProjectCode(attempt, asked as never);
  if (type === 'LinkEvidence') return onLink(book, attempt, asked.data);
  return onVoucher(book, attempt, asked as never);
}

type Disposing = {
  [Name in keyof typeof disposalCommands]: {
    readonly type: Name;
    readonly data: z.output<(typeof disposalCommands)[Name]>;
  };
}[keyof typeof disposalCommands];

const onDisposal = (carrying: Carrying, attempt: Attempt, asked: Disposing): Promise<void> =>
  asked.type === 'PruneYear' ? onPruning(carrying.book, attempt, asked) : onErasure(carrying, attempt, asked);

/** A command's data by its schema. Refuses with COMMAND_UNKNOWN and COMMAND_MALFORMED. */
function dataOf(command: Command) {
  const { type, data } = command;
  if (!Object.hasOwn(commandSchemas, type)) throw new DomainError('COMMAND_UNKNOWN', { command: commandName(command) });
  return parseBy(commandSchemas[type as CommandName], data, type);
}

/** Reads a command without carrying it out. Refuses with COMMAND_UNKNOWN and COMMAND_MALFORMED. */
export function checkCommand(json: unknown): Command {
  const command = parseCommand(json);
  dataOf(command);
  return command;
}
