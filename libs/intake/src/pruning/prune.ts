import { z } from 'zod';

import type { Attempt } from '#event-log';
import { actDecider, actStream } from '#grants';

import { parseBy } from '../command.js';
import type { Waiting } from '../grant-commands.js';
import type { OpenedFiles } from '../opened.js';
import { type PruneYear, pruningCommands } from './pruning.commands.js';
import type { StayingDocument } from './documents-of-year.js';
import { pruningDecider, type PruningFacts } from './pruning-decider.js';
import { type YearMeant, yearMeant } from './year-meant.js';

interface Asked {
  readonly type: 'PruneYear';
  readonly data: PruneYear;
}
const jsonRecord = z.record(z.string(), z.json());

/** Puts the pruning of a year before a second person, after it has been tried as the confirmation will decide it. */
export async function onPruning(book: OpenedFiles, attempt: Attempt, { type, data }: Asked): Promise<void> {
  const { act } = data;
  const stream = actStream(act);
  const proposed = await attempt.load({ decider: actDecider, stream });
  pruningDecider.decide(null, { type, data, facts: (await yearMeant(book, data.year)).facts });
  const of = jsonRecord.parse(z.encode(pruningCommands.PruneYear, data));
  const proposal = { command: type, of, private: {}, act };
  attempt.write(stream, actDecider.decide(proposed, { type: 'ProposeAct', data: proposal, by: attempt.context.actor }));
}

/** Prunes what was proposed as it stands now: the decision takes the bytes with it in this very append. */
export async function onConfirmed(book: OpenedFiles, attempt: Attempt, { type, data }: Waiting): Promise<void> {
  const asked = parseBy(pruningCommands.PruneYear, data, type);
  const state = await attempt.load({ decider: pruningDecider, stream: 'log' });
  const { facts, documents, nothingNew } = await yearMeant(book, asked.year);
  // A key that is not at hand here would not be destroyed.
  if (documents.going.length > 0) await book.vault();
  attempt.lookedFor(nothingNew);
  attempt.lookedAt(documents.streams);
  attempt.write('log', pruningDecider.decide(state, { type: 'PruneYear', data: asked, facts }));
}

/** What a decision to prune a year would mean, with nothing pruned. */
export interface PruningPlan
  extends
    Pick<YearMeant, 'position' | 'size' | 'posted'>,
    Pick<PruningFacts, 'books' | 'projectCodes' | 'allowedFrom' | 'openGrants'> {
  readonly year: number;
  readonly imports: number;
  readonly files: number;
  /** Originals whose texts, keys and bytes would go, and those of the year that would stay, with why. */
  readonly documents: { readonly going: readonly string[]; readonly staying: readonly StayingDocument[] };
  /** Every grant whose figures rest on what would go. */
  readonly grants: readonly string[];
  readonly isAllowed: boolean;
}

/** Says what would go: streams, events, files and kronor by grant. Refuses as `yearMeant`. */
export async function plannedPruning(book: OpenedFiles, year: number): Promise<PruningPlan> {
  const { position, size, posted, facts, documents } = await yearMeant(book, year);
  const { books, projectCodes, allowedFrom, openGrants, today } = facts;
  return {
    ...{ year, position, size, posted, books, projectCodes, allowedFrom, openGrants },
    imports: facts.imports.length,
    files: facts.files.length,
    documents: { going: documents.going, staying: documents.staying },
    grants: facts.grants.map(({ grant }) => grant),
    isAllowed: today >= allowedFrom && openGrants.length === 0,
  };
}
