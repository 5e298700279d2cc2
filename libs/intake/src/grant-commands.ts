import { createHash } from 'node:crypto';

import type { z } from 'zod';

import type { Attempt } from '#event-log';
import {
  actDecider,
  actStream,
  type AdoptedRules,
  adoptedRules,
  canonicalRules,
  type Grant,
  type GrantCommand,
  type GrantCommandName,
  grantCommands,
  grantDecider,
  grantStream,
  type LedgerReading,
  needsTwoPersons,
  type programmeCommands,
  programmeDecider,
  type ProgrammeRef,
  programmeStream,
  proposalOf,
  rulesToAdopt,
  type StandingFinding,
} from '#grants';
import { DomainError, LocalDate, Money } from '#kernel';
import { findings, isWaivable, type Moment, returnOf } from '#read-models';

import { closingCommitment } from './closing.js';
import type { Opened } from './opened.js';
import { parseBy } from './command.js';

type Asked<Commands extends Record<string, z.ZodType>> = {
  [Name in keyof Commands]: { readonly type: Name; readonly data: z.output<Commands[Name]> };
}[keyof Commands];
type AskedOfGrant = Asked<typeof grantCommands>;
/** A command that waited for a second person, as the JSON that it was given in. */
export interface Waiting {
  readonly type: string;
  readonly data: unknown;
}

/** Adopts a programme's rules, those that came with the command or those that ship. */
export async function adoptProgramme(attempt: Attempt, asked: Asked<typeof programmeCommands>): Promise<void> {
  const { programme } = asked.data;
  const stream = programmeStream(programme);
  const state = await attempt.load({ decider: programmeDecider, stream });
  const rules = rulesToAdopt(asked.data);
  const hash = createHash('sha256').update(canonicalRules(rules)).digest('hex');
  attempt.write(
    stream,
    programmeDecider.decide(state, { type: asked.type, data: { programme, rules }, facts: { hash } }),
  );
}

/** A command on a grant: decided at once, or put before a second person where the law of two persons asks for it. */
export async function onGrant(book: Opened, attempt: Attempt, asked: AskedOfGrant): Promise<void> {
  const act = 'act' in asked.data ? asked.data.act : undefined;
  // The act first: it is what tells a proposal that was made before.
  const proposed = act === undefined ? undefined : await attempt.load({ decider: actDecider, stream: actStream(act) });
  const { state, command } = await withFacts(book, attempt, asked);
  const events = grantDecider.decide(state, command);
  if (proposed === undefined || act === undefined || !needsTwoPersons(command)) {
    attempt.write(grantStream(command.data.grant), events);
    return;
  }
  const data = { ...proposalOf(command), act };
  attempt.write(actStream(act), actDecider.decide(proposed, { type: 'ProposeAct', data, by: attempt.context.actor }));
}

/** A command on a grant that a second person has confirmed, decided as things stand now. */
export async function onConfirmed(book: Opened, attempt: Attempt, waiting: Waiting): Promise<void> {
  const name = waiting.type as GrantCommandName;
  const data = parseBy(grantCommands[name], waiting.data, name);
  const { state: grant, command } = await withFacts(book, attempt, { type: name, data } as AskedOfGrant);
  attempt.write(grantStream(command.data.grant), grantDecider.decide(grant, command));
}

async function withFacts(
  book: Opened,
  attempt: Attempt,
  asked: AskedOfGrant,
): Promise<{ readonly state: Grant; readonly command: GrantCommand }> {
  const { grant } = asked.data;
  const state = await attempt.load({ decider: grantDecider, stream: grantStream(grant) });
  const programme = asked.type === 'AnnounceGrant' ? asked.data.programme : programmeOf(state, grant);
  const rules = await rulesOf(attempt, programme);
  const facts = { rules, ...(await factsOfLedger(book, attempt, asked)) };
  return { state, command: { ...asked, facts } as GrantCommand };
}

/** What a command asks of the ledger, if anything. */
async function factsOfLedger(book: Opened, attempt: Attempt, { type, data }: AskedOfGrant): Promise<object> {
  switch (type) {
    case 'CloseGrant': {
      const { commitment, read } = await closingCommitment(book, data.grant, await book.moment());
      attempt.lookedAt(read);
      return { commitment };
    }
    case 'SubmitReturn':
    case 'AmendReturn':
      return { ledger: await readingOf(book, data.grant, data.position) };
    case 'RecordUnderlayDelivery':
      // A package of a moment that is still to come has been handed to nobody.
      await book.moment(`${data.position}`);
      return {};
    case 'WaiveFinding':
      return { finding: await findingOf(book, data.grant, data.finding) };
    default:
      return {};
  }
}

/** A finding of a grant, or of the books that it is in, as it stands now; null where there is none. */
async function findingOf(book: Opened, grant: string, id: string): Promise<StandingFinding | null> {
  const found = (await findings(book.models.db, await book.moment(), grant)).find((finding) => finding.id === id);
  if (found === undefined) return null;
  const { code, amount, count, settled } = found;
  const money = amount === null ? null : Money.parse(amount);
  return { id, code, amount: money, count, waivable: isWaivable(code), waived: settled !== null };
}

function programmeOf(state: Grant, grant: string): ProgrammeRef {
  if (state.status === 'absent') throw new DomainError('GRANT_UNKNOWN', { grant });
  return state.programme;
}

/** The adopted rules of a programme, guarded: they must not change between the look and the append. */
async function rulesOf(attempt: Attempt, programme: ProgrammeRef): Promise<AdoptedRules> {
  const state = await attempt.load({ decider: programmeDecider, stream: programmeStream(programme) });
  return adoptedRules(state, programme);
}

/** The day in Sweden that a position was recorded. */
async function dayOf({ log }: Opened, { position }: Moment): Promise<string> {
  const [event] = await log.readAll(position - 1, 1);
  return event === undefined ? '' : LocalDate.ofInstant(event.recordedAt).toString();
}

/** What the ledger says of a grant at a position: the return, and what it may not be sent with. */
async function readingOf(book: Opened, grant: string, position?: number): Promise<LedgerReading> {
  const moment = await book.moment(position?.toString());
  const found = await returnOf(book.models.db, { grant, day: await dayOf(book, moment) }, moment);
  if (found === undefined) throw new DomainError('GRANT_UNKNOWN', { grant });
  const { figures, digest, blocking, checks } = found;
  const stops = checks.filter(({ level, holds }) => level === 'stop' && !holds).map(({ check }) => check);
  return { position: moment.position, figures, digest, blocking, stops };
}
