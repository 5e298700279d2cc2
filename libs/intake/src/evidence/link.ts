import { z } from 'zod';

import type { Attempt } from '#event-log';
import { documentDecider, documentStream, standing } from '#evidence';
import { actDecider, actStream } from '#grants';
import { textToOre } from '#kernel';
import { evidenceKey, voucherCommands, voucherDecider, type VoucherState, voucherStream } from '#ledger';

import { parseBy } from '../command.js';
import { onVoucher } from '../ledger-commands.js';
import type { OpenedFiles } from '../opened.js';
import { triedOut } from '../tried-out.js';
import { refuseSecondUse } from './double-funding.js';
import { bringOriginal, type OriginalInFile } from './original-voucher.js';

type Link = z.output<typeof voucherCommands.LinkEvidence>;
const jsonRecord = z.record(z.string(), z.json());

/** A link on a person's word: made at once, or put before a second person where it names an act. */
export async function onLink(book: OpenedFiles, attempt: Attempt, data: Link): Promise<void> {
  const { act } = data;
  if (act === undefined) {
    await linkNow(book, attempt, { data, isByTwo: false });
    return;
  }
  const stream = actStream(act);
  const proposed = await attempt.load({ decider: actDecider, stream });
  const { actor } = attempt.context;
  await triedOut(book.log, { commandId: `try-${act}`, actor }, async (trying) => {
    await linkNow(book, trying, { data, isByTwo: true });
  });
  const { reason, ...of } = jsonRecord.parse(z.encode(voucherCommands.LinkEvidence, data));
  const proposal = { command: 'LinkEvidence', of, private: reason === undefined ? {} : { reason }, act };
  attempt.write(stream, actDecider.decide(proposed, { type: 'ProposeAct', data: proposal, by: actor }));
}

/** A link that a second person has confirmed, as things stand now: what the requirements refuse to one, they let two persons do. */
export async function onConfirmed(
  book: OpenedFiles,
  attempt: Attempt,
  waiting: { readonly data: unknown },
): Promise<void> {
  const data = parseBy(voucherCommands.LinkEvidence, waiting.data, 'LinkEvidence');
  await linkNow(book, attempt, { data, isByTwo: true });
}

interface Linking {
  readonly data: Link;
  /** Two persons have agreed to it. */
  readonly isByTwo: boolean;
}

/**
 * Links, once what is linked stands, or is taken in out of a kept file: what was, null where nothing was. Refuses with DOCUMENT_UNKNOWN,
 * DOCUMENT_ERASED, as `bringOriginal`, as `refuseSecondUse`, and as the decision on the voucher.
 */
export async function linkNow(
  book: OpenedFiles,
  attempt: Attempt,
  { data, isByTwo }: Linking,
): Promise<OriginalInFile | null> {
  const { voucher, line, evidence } = data;
  const stream = voucherStream(voucher.book, voucher.series, voucher.number);
  const state = await attempt.load({ decider: voucherDecider, stream });
  const ore = oreOf(state, data);
  let taken: OriginalInFile | null = null;
  if (evidence.form === 'document') {
    const { document } = evidence;
    standing(await attempt.load({ decider: documentDecider, stream: documentStream(document) }), document);
    const isMore = Math.abs(ore) > Math.abs(linkedBefore(state, data));
    if (isMore && !isByTwo) await refuseSecondUse(book, attempt, { voucher, line, document, ore });
  } else {
    taken = await bringOriginal(book, attempt, { original: evidence.voucher, ore });
  }
  await onVoucher(book, attempt, { type: 'LinkEvidence', data });
  return taken;
}

/** How much of the line is to be linked, in öre; 0 where there is no such line, which the decision refuses. */
function oreOf(state: VoucherState, { line, amount }: Link): number {
  const whole = state.status === 'recorded' ? state.lines.get(line)?.amount : undefined;
  return amount?.ore ?? textToOre(whole ?? '0.00');
}

function linkedBefore(state: VoucherState, { line, evidence }: Link): number {
  const before = state.status === 'recorded' ? state.evidence.get(evidenceKey(line, evidence)) : undefined;
  return before === undefined ? 0 : textToOre(before.amount);
}
