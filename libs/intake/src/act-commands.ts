import type { z } from 'zod';

import type { Attempt } from '#event-log';
import { type Act, type actCommands, actDecider, actedCommand, actStream, pendingAct } from '#grants';

import { onConfirmed as onConfirmedErasure } from './erasure/erase.js';
import { erasureCommands } from './erasure/erasure.commands.js';
import { onConfirmed as onConfirmedLink } from './evidence/link.js';
import { onConfirmed as onConfirmedOfGrant } from './grant-commands.js';
import type { Carrying } from './opened.js';
import { onConfirmed as onConfirmedPruning } from './pruning/prune.js';
import { pruningCommands } from './pruning/pruning.commands.js';

type Asked = {
  [Name in keyof typeof actCommands]: { readonly type: Name; readonly data: z.output<(typeof actCommands)[Name]> };
}[keyof typeof actCommands];

/** Confirms or rejects an act; with the confirmation what was proposed is decided as things stand now. */
export async function onAct(carrying: Carrying, attempt: Attempt, asked: Asked): Promise<void> {
  const stream = actStream(asked.data.act);
  const state: Act = await attempt.load({ decider: actDecider, stream });
  const events = actDecider.decide(state, { ...asked, by: attempt.context.actor });
  attempt.write(stream, events);
  if (asked.type === 'RejectAct') return;
  const waiting = actedCommand(pendingAct(state, asked.data.act));
  if (waiting.type in erasureCommands) await onConfirmedErasure(carrying, attempt, waiting);
  else if (waiting.type in pruningCommands) await onConfirmedPruning(carrying.book, attempt, waiting);
  else if (waiting.type === 'LinkEvidence') await onConfirmedLink(carrying.book, attempt, waiting);
  else await onConfirmedOfGrant(carrying.book, attempt, waiting);
}
