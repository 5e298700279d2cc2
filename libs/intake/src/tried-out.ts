import { type Attempt, type CommandContext, CommandHandler, type EventLog } from '#event-log';

import { catalogue } from './catalogue.js';

class OnlyTried extends Error {}

/** Decides a command as it would be carried out now, and records nothing. Refuses with whatever the decision does. */
export async function triedOut(
  log: EventLog,
  context: CommandContext,
  decide: (attempt: Attempt) => Promise<void>,
): Promise<void> {
  try {
    await new CommandHandler(log, catalogue).handle(context, async (attempt) => {
      await decide(attempt);
      throw new OnlyTried();
    });
  } catch (error) {
    if (!(error instanceof OnlyTried)) throw error;
  }
}
