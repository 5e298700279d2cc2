import { type z } from 'zod';

import { type Actor, type Decider, DomainError, type EventOf } from '#kernel';

import { type actCommands } from './act.commands.js';
import { type ActEvent, type ActProposed } from './act.events.js';

type Json = z.core.util.JSONType;

/** A command that waits for a second person: its public fields, and those that are personal data or free text. */
export interface Proposal {
  readonly command: string;
  readonly of: Readonly<Record<string, Json>>;
  readonly private: Readonly<Record<string, Json>>;
}
/** Who acts stands beside the data: the door knows it, nobody types it. */
export type ActCommand =
  | { readonly type: 'ProposeAct'; readonly data: Proposal & { readonly act: string }; readonly by: Actor }
  | { readonly type: 'ConfirmAct'; readonly data: z.output<typeof actCommands.ConfirmAct>; readonly by: Actor }
  | { readonly type: 'RejectAct'; readonly data: z.output<typeof actCommands.RejectAct>; readonly by: Actor };

/** An act that needs two persons. */
export type Act =
  | { readonly status: 'absent' }
  | { readonly status: 'proposed'; readonly proposal: EventOf<typeof ActProposed> }
  | { readonly status: 'settled' };

/** The write model of `act-{act}`. Refuses with ACT_NEEDS_PERSONS and as each function says. */
export const actDecider: Decider<Act, ActCommand, ActEvent> = { initial: { status: 'absent' }, decide, evolve };

function decide(act: Act, command: ActCommand): readonly ActEvent[] {
  if (!command.by.subject.startsWith('person-')) throw new DomainError('ACT_NEEDS_PERSONS', {});
  switch (command.type) {
    case 'ProposeAct':
      return propose(act, command);
    case 'ConfirmAct':
      return confirm(act, command);
    case 'RejectAct':
      return reject(act, command);
  }
}

/** Refuses with ACT_EXISTS. */
function propose(act: Act, { data, by }: Extract<ActCommand, { type: 'ProposeAct' }>): readonly ActEvent[] {
  if (act.status !== 'absent') throw new DomainError('ACT_EXISTS', { act: data.act });
  const { act: id, command, of } = data;
  const proposed = { type: 'ActProposed' as const, data: { act: id, command, of: { ...of }, by } };
  return [Object.keys(data.private).length === 0 ? proposed : { ...proposed, private: { ...data.private } }];
}

/** Refuses with ACT_UNKNOWN, ACT_ALREADY_SETTLED, ACT_NEEDS_TWO_PERSONS, ACT_ERASED. */
function confirm(act: Act, { data, by }: Extract<ActCommand, { type: 'ConfirmAct' }>): readonly ActEvent[] {
  const proposal = pendingAct(act, data.act);
  // One person in two roles is still one person.
  if (proposal.data.by.subject === by.subject) throw new DomainError('ACT_NEEDS_TWO_PERSONS', { act: data.act });
  if (proposal.private === null) throw new DomainError('ACT_ERASED', { act: data.act });
  return [{ type: 'ActConfirmed', data: { act: data.act, by } }];
}

/** Whoever proposed it may take it back. Refuses with ACT_UNKNOWN, ACT_ALREADY_SETTLED. */
function reject(act: Act, { data, by }: Extract<ActCommand, { type: 'RejectAct' }>): readonly ActEvent[] {
  pendingAct(act, data.act);
  const rejected = { type: 'ActRejected' as const, data: { act: data.act, by } };
  return [data.reason === undefined ? rejected : { ...rejected, private: { reason: data.reason } }];
}

/** The proposal that waits. Refuses with ACT_UNKNOWN, ACT_ALREADY_SETTLED. */
export function pendingAct(act: Act, id: string): EventOf<typeof ActProposed> {
  if (act.status === 'absent') throw new DomainError('ACT_UNKNOWN', { act: id });
  if (act.status === 'settled') throw new DomainError('ACT_ALREADY_SETTLED', { act: id });
  return act.proposal;
}

/** The command that waited, as the JSON that it was given in: what the confirmation decides. */
export const actedCommand = ({
  data,
  private: part,
}: EventOf<typeof ActProposed>): { type: string; data: unknown } => ({
  type: data.command,
  data: { ...data.of, ...part },
});

function evolve(_: Act, event: ActEvent): Act {
  return event.type === 'ActProposed' ? { status: 'proposed', proposal: event } : { status: 'settled' };
}
