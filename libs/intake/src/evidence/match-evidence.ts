import type { CommandContext, Write } from '#event-log';
import {
  DocumentMatching,
  type ExactMatch,
  type Matches,
  type NamedOriginal,
  namedOriginals,
  type PossibleMatch,
  voucherName,
} from '#evidence';
import { DomainError, fold, textToOre } from '#kernel';
import { type VoucherCommand, voucherDecider, type VoucherEvent, type VoucherName, voucherStream } from '#ledger';
import { type CoveredLine, evidenceCoverage, type EvidenceCoverage } from '#read-models';

import type { Bidragsbok } from '../bidragsbok.js';
import { catalogue } from '../catalogue.js';
import { OPERATOR } from '../command.js';
import { appendGuarded } from '../guarded-append.js';
import { linkRepostings, type RepostingMatched } from './link-repostings.js';
import { matchableDocuments, matchableOriginals, matchableVouchers, type MovedFrom } from './matchable.js';
import { type BlockedMatch, withoutBlocked } from './unblocked.js';

/** What a matching found, and what is proved before and after it. */
export interface EvidenceMatched {
  /** The position that it looked from. */
  readonly position: number;
  readonly documents: number;
  /** Links that a rule made, or in a dry run would make. */
  readonly exact: readonly ExactMatch[];
  /** What no rule may link, since the requirements refuse it. */
  readonly blocked: readonly BlockedMatch[];
  /** What a person is asked to look at; nothing of it is recorded. */
  readonly ranked: readonly PossibleMatch[];
  /** Lines whose texts name the voucher that they were moved from. */
  readonly repostings: readonly RepostingMatched[];
  readonly before: EvidenceCoverage['totals'];
  readonly after: EvidenceCoverage['totals'];
}

const AT_ONCE = 100;
const TRIES = 5;

/**
 * Holds every document against the costs that lack evidence, and links at once what leaves no doubt; the rest is ranked for a
 * person, with reasons. It can be killed at any moment and started again. Refuses with STREAM_MOVED_ON where others never stop
 * changing the same vouchers.
 */
export async function matchEvidence(
  book: Bidragsbok,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<EvidenceMatched> {
  const moment = await book.moment();
  const { lines, totals: before } = await evidenceCoverage(book.models.db, {}, moment);
  const documents = await matchableDocuments(book, moment);
  const matching = new DocumentMatching(documents);
  const named: NamedOriginal[] = [];
  for await (const voucher of matchableVouchers(book, lines, moment)) {
    matching.take(voucher);
    named.push(...namedOriginals(voucher));
  }
  const repostings = await linkRepostings(
    book,
    named.filter((one) => !isLinked(lines, one)),
    dryRun,
  );
  const moved = movedFrom(lines, repostings);
  for await (const voucher of matchableOriginals(book, moved, await book.moment())) matching.take(voucher);
  const { exact: found, ranked } = matching.matches();
  const keys = new Map(documents.map(({ document, facts }) => [document, facts.invoiceKey]));
  const keyOf = (document: string) => keys.get(document);
  const { exact, blocked } = await withoutBlocked(book.models.db, { found, keyOf }, moment);
  const context = { commandId: `match-${moment.position}`, actor: OPERATOR };
  if (!dryRun) await linkAll(book, context, exact);
  const { totals: after } = await evidenceCoverage(book.models.db, {}, await book.moment());
  return { position: moment.position, documents: documents.length, exact, blocked, ranked, repostings, before, after };
}

const isLinked = (lines: readonly CoveredLine[], { voucher, line }: NamedOriginal): boolean =>
  lines.some((one) => one.line === line && voucherName(one) === voucherName(voucher) && one.through.length > 0);

/** The originals of costs that lack evidence, but for those that lack it as costs themselves and were looked at so. */
function movedFrom(lines: readonly CoveredLine[], repostings: readonly RepostingMatched[]): readonly MovedFrom[] {
  const gaps = lines.filter(({ lacks }) => lacks.length > 0);
  const seen = new Set(gaps.map(voucherName));
  const linked = gaps.flatMap(({ through, amount }) => through.map((name) => ({ name, ore: textToOre(amount) })));
  const found = repostings.filter(({ outcome }) => outcome !== 'refused');
  const fresh = found.map(({ original, amount }) => ({ name: original, ore: textToOre(amount) }));
  return [...linked, ...fresh].filter(({ name }) => !seen.has(voucherName(name)));
}

async function linkAll(book: Bidragsbok, context: CommandContext, exact: Matches['exact']): Promise<void> {
  const byVoucher = new Map<string, ExactMatch[]>();
  for (const match of exact) {
    const { book: of, series, number } = match.voucher;
    const stream = voucherStream(of, series, number);
    byVoucher.set(stream, [...(byVoucher.get(stream) ?? []), match]);
  }
  const all = [...byVoucher.values()];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    for (let tries = 1; !(await linkSome(book, context, all.slice(at, at + AT_ONCE))); tries++) {
      if (tries === TRIES) throw new DomainError('STREAM_MOVED_ON', { stream: [...byVoucher.keys()][at] ?? '' });
    }
  }
}

/** False where another command came first, and the vouchers are to be looked at again. */
async function linkSome(
  book: Bidragsbok,
  context: CommandContext,
  some: readonly (readonly ExactMatch[])[],
): Promise<boolean> {
  const writes: Write[] = [];
  for (const matches of some) writes.push(...(await writesOf(book, matches)));
  return appendGuarded(book, { context, writes }, { read: [] });
}

/** The links of one voucher; none where it is gone meanwhile. */
async function writesOf({ log }: Bidragsbok, matches: readonly ExactMatch[]): Promise<Write[]> {
  const [first] = matches;
  if (first === undefined) return [];
  const { book, series, number } = first.voucher;
  const stream = voucherStream(book, series, number);
  const history = await log.readStream(stream);
  let state = fold(
    voucherDecider,
    history.map((event) => catalogue.read(event) as VoucherEvent),
  );
  if (state.status !== 'recorded') return [];
  const events: VoucherEvent[] = [];
  for (const match of matches) {
    const decided = voucherDecider.decide(state, commandOf(first.voucher, match));
    for (const event of decided) state = voucherDecider.evolve(state, event);
    events.push(...decided);
  }
  if (events.length === 0) return [];
  const written = events.map((event) => catalogue.write(event));
  return [{ stream, expectedRevision: history.at(-1)?.revision ?? -1, events: written }];
}

function commandOf(voucher: VoucherName, { rule, document, links }: ExactMatch): VoucherCommand {
  const found = links.map(({ line, amount }) => ({ line, amount, evidence: { form: 'document' as const, document } }));
  return { type: 'MatchEvidence', data: { voucher, rule, links: found } };
}
