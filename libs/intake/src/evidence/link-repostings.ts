import { type Attempt, CommandHandler } from '#event-log';
import type { NamedOriginal } from '#evidence';
import { DomainError, type RefusalCode, textToOre } from '#kernel';
import { voucherDecider, voucherStream } from '#ledger';

import type { Bidragsbok } from '../bidragsbok.js';
import { catalogue } from '../catalogue.js';
import { OPERATOR } from '../command.js';
import { sha256 } from '../sha256.js';
import { triedOut } from '../tried-out.js';
import { bringOriginal, originalsInFiles } from './original-voucher.js';

/** What became of a line that says itself from which voucher it was moved. */
export interface RepostingMatched extends NamedOriginal {
  /** `taken-in`: the original stood in a kept file alone, and is recorded out of it; of a dry run, both are what would be. */
  readonly outcome: 'linked' | 'taken-in' | 'refused';
  /** Of a refusal. */
  readonly code?: RefusalCode;
}

/** The rule by which a line is linked to the voucher that its text names. */
const RULE = 'names-original';

/** Links lines to the vouchers that they say they were moved from, one command for each; those that no import recorded are taken in. */
export async function linkRepostings(
  book: Bidragsbok,
  found: readonly NamedOriginal[],
  dryRun: boolean,
): Promise<readonly RepostingMatched[]> {
  const matched: RepostingMatched[] = [];
  for (const of of new Set(found.map(({ original }) => original.book))) {
    const ofBook = found.filter(({ original }) => original.book === of);
    const absent: NamedOriginal['original'][] = [];
    for (const { original } of ofBook) if (await isAbsent(book, original)) absent.push(original);
    // Each file is read once for all of them: a year's file may be of hundreds of megabytes.
    const searched = absent.length === 0 ? new Map<string, never>() : await originalsInFiles(book, of, absent);
    for (const one of ofBook) matched.push(await matchedBy(book, one, { searched, dryRun }));
  }
  return matched;
}

async function isAbsent({ log }: Bidragsbok, { book, series, number }: NamedOriginal['original']): Promise<boolean> {
  return (await log.readStream(voucherStream(book, series, number))).length === 0;
}

interface How {
  readonly searched: Awaited<ReturnType<typeof originalsInFiles>>;
  readonly dryRun: boolean;
}

async function matchedBy(book: Bidragsbok, one: NamedOriginal, how: How): Promise<RepostingMatched> {
  try {
    return { ...one, outcome: (await link(book, one, how)) ? 'taken-in' : 'linked' };
  } catch (error) {
    if (error instanceof DomainError) return { ...one, outcome: 'refused', code: error.code };
    throw error;
  }
}

/** True where the original was taken in with it. */
async function link(book: Bidragsbok, one: NamedOriginal, { searched, dryRun }: How): Promise<boolean> {
  const { voucher, line, amount, original } = one;
  const commandId = `match-reposting-${sha256(JSON.stringify(one)).slice(0, 20)}-${await revisionOf(book, voucher)}`;
  let isTaken = false;
  const decide = async (attempt: Attempt): Promise<void> => {
    const stream = voucherStream(voucher.book, voucher.series, voucher.number);
    const state = await attempt.load({ decider: voucherDecider, stream });
    const moved = { original, ore: textToOre(amount), searched };
    isTaken = (await bringOriginal(book, attempt, moved)) !== null;
    const links = [{ line, amount, evidence: { form: 'reposting' as const, voucher: original } }];
    attempt.write(
      stream,
      voucherDecider.decide(state, { type: 'MatchEvidence', data: { voucher, rule: RULE, links } }),
    );
  };
  const context = { commandId, actor: OPERATOR };
  if (dryRun) await triedOut(book.log, context, decide);
  else await book.models.take(await new CommandHandler(book.log, catalogue).handle(context, decide));
  return isTaken;
}

/** What was unlinked since may be found anew: the same words by another command. */
async function revisionOf({ log }: Bidragsbok, { book, series, number }: NamedOriginal['voucher']): Promise<number> {
  const history = await log.readStream(voucherStream(book, series, number));
  return history.length;
}
