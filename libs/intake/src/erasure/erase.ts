import { z } from 'zod';

import type { Attempt } from '#event-log';
import { actDecider, actStream } from '#grants';
import { DomainError, LocalDate } from '#kernel';

import { parseBy } from '../command.js';
import type { Waiting } from '../grant-commands.js';
import type { Carrying, OpenedFiles } from '../opened.js';
import { type ErasePrivateParts, erasureCommands } from './erasure.commands.js';
import { erasureDecider, type ErasureFacts } from './erasure-decider.js';
import { type Meant, meantBy } from './meant.js';
import { type RewritingFile, rewrittenFiles } from './rewritten-files.js';

interface Asked {
  readonly type: 'ErasePrivateParts';
  readonly data: ErasePrivateParts;
}
const jsonRecord = z.record(z.string(), z.json());

/** Puts an erasure before a second person, after it has been tried as the confirmation will decide it. */
export async function onErasure({ book }: Carrying, attempt: Attempt, { type, data }: Asked): Promise<void> {
  const { act } = data;
  const stream = actStream(act);
  const proposed = await attempt.load({ decider: actDecider, stream });
  const meant = await meantBy(book, data);
  refuseEarly(book, meant);
  const files = (await filesOf(book, meant)).flatMap((file) => entriesOf(file, file.sha256));
  erasureDecider.decide(null, { type, data, facts: { ...factsOf(book, meant), files } });
  const of = jsonRecord.parse(z.encode(erasureCommands.ErasePrivateParts, data));
  const proposal = { command: type, of, private: {}, act };
  attempt.write(stream, actDecider.decide(proposed, { type: 'ProposeAct', data: proposal, by: attempt.context.actor }));
}

/** Erases what was proposed as it stands now: its files are rewritten and wait, and the decision stands in this append. */
export async function onConfirmed({ book, waiting }: Carrying, attempt: Attempt, { type, data }: Waiting) {
  const asked = parseBy(erasureCommands.ErasePrivateParts, data, type);
  const state = await attempt.load({ decider: erasureDecider, stream: 'log' });
  const meant = await meantBy(book, asked);
  refuseEarly(book, meant);
  // A key that is not at hand here would not be destroyed.
  if (meant.documents.length > 0) await book.vault();
  const files: ReturnType<typeof entriesOf> = [];
  for await (const { file, bytes } of rewrittenFiles(book, meant)) {
    const kept = await book.files.keepWaiting(bytes);
    waiting.push(kept);
    files.push(...entriesOf(file, kept.sha256));
  }
  attempt.lookedAt(meant.streams);
  await refuseMoved(book, meant);
  const facts = { ...factsOf(book, meant), files };
  attempt.write('log', erasureDecider.decide(state, { type: 'ErasePrivateParts', data: asked, facts }));
}

/** What a decision to erase would mean, with nothing erased. */
export interface ErasurePlan extends Pick<Meant, 'position' | 'events' | 'ranges' | 'allowedFrom' | 'documents'> {
  readonly isAllowed: boolean;
  readonly streams: readonly string[];
  readonly files: readonly RewritingFile[];
}

/** Says what would go: how many texts, of which streams, out of which files; never what they say. Refuses as `meantBy`. */
export async function plannedErasure(
  book: OpenedFiles,
  named: Omit<ErasePrivateParts, 'act' | 'decision' | 'ground' | 'paragraph'>,
): Promise<ErasurePlan> {
  const meant = await meantBy(book, named);
  const { position, events, ranges, allowedFrom, documents, streams } = meant;
  const files = await filesOf(book, meant);
  const { today } = factsOf(book, meant);
  const names = streams.map(({ stream }) => stream);
  const isAllowed = today >= allowedFrom;
  return { position, events, ranges, allowedFrom, isAllowed, documents, streams: names, files };
}

async function filesOf(book: OpenedFiles, meant: Meant): Promise<RewritingFile[]> {
  const files: RewritingFile[] = [];
  for await (const { file } of rewrittenFiles(book, meant)) files.push(file);
  return files;
}

const entriesOf = ({ sha256: before, imports, isWhole: whole }: RewritingFile, after: string) =>
  imports.map((id) => ({ import: id, before, after, whole }));

const factsOf = (
  { clock }: OpenedFiles,
  { ranges, events, documents, allowedFrom }: Meant,
): Omit<ErasureFacts, 'files'> => ({
  ...{ ranges, events, documents, allowedFrom },
  today: LocalDate.ofInstant(new Date(clock()).toISOString()).toString(),
});

/** Asked before the files are read: of many years that takes its time. */
function refuseEarly(book: OpenedFiles, meant: Meant): void {
  const { today, allowedFrom } = factsOf(book, meant);
  if (today < allowedFrom) throw new DomainError('ERASURE_TOO_EARLY', { allowedFrom });
}

const AT_ONCE = 1000;

/** An import that began while the files were rewritten may have kept another one: then all is looked at again. */
async function refuseMoved({ log }: OpenedFiles, { position, books }: Meant): Promise<void> {
  for (let after = position; ;) {
    const since = await log.readAll(after, AT_ONCE);
    const began = since.some(
      ({ type, data }) => type === 'ImportStarted' && books.has((data as { book: string }).book),
    );
    if (began) throw new DomainError('STREAM_MOVED_ON', { stream: 'log' });
    after = since.at(-1)?.position ?? after;
    if (since.length < AT_ONCE) return;
  }
}
