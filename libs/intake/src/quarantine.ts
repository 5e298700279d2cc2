import { type Attempt, CommandHandler, type RecordedEvent } from '#event-log';
import { type Actor, DomainError } from '#kernel';
import {
  compareVoucher,
  importDecider,
  importStream,
  rejectCommand,
  releaseCommand,
  releasedNumber,
  type SourceVoucher,
  voucherContent,
  voucherDecider,
  voucherStream,
} from '#ledger';
import { type HeldVoucher, imports, type Quarantine, quarantine, unknownImport } from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';
import { OPERATOR } from './command.js';
import { readHeld } from './held-vouchers.js';
import { ledgerContext } from './ledger-context.js';
import { type StandingFile, standingFiles } from './standing-files.js';
import type { VoucherFile } from './voucher-file.js';
import { sha256 } from './sha256.js';

/** A voucher in quarantine, by the import that holds it back and its line in the file, and what is decided of it. */
export interface QuarantineOrder {
  readonly import: string;
  readonly line: number;
  readonly reason: string;
  readonly by?: Actor | undefined;
}
/** What became of a voucher in quarantine. */
export interface QuarantineDecided {
  readonly import: string;
  readonly book: string;
  readonly line: number;
  readonly series: string;
  /** The number that it is recorded under; of one that was turned down the one that it has in the file. */
  readonly number: string;
  readonly decision: 'released' | 'rejected';
  readonly events: readonly Pick<RecordedEvent, 'type' | 'stream' | 'revision' | 'position'>[];
}

/**
 * Lets a voucher out of quarantine: it is recorded as its file has it, in the append that tells of the decision. Refuses
 * with IMPORT_UNKNOWN, IMPORT_ALREADY_UNDONE, QUARANTINE_LINE_UNKNOWN, QUARANTINE_ALREADY_DECIDED, QUARANTINE_REPLACED,
 * QUARANTINE_READ_OTHERWISE, QUARANTINE_OUT_OF_SCOPE, KEPT_FILE_MISSING, KEPT_FILE_DAMAGED, DISK_FULL.
 */
export async function releaseQuarantined(book: Bidragsbok, order: QuarantineOrder): Promise<QuarantineDecided> {
  const { held, file } = await heldBy(book, order);
  const read = await readHeld(book, file, [held.line]);
  const source = read.vouchers.get(held.line);
  const { import: id, line } = order;
  if (source === undefined || sha256(voucherContent(source)).slice(0, 16) !== held.digest) {
    throw new DomainError('QUARANTINE_READ_OTHERWISE', { import: id, line });
  }
  const isTwice = held.code === 'VOUCHER_NUMBER_TWICE';
  const number = isTwice ? releasedNumber(held.number, held.digest) : held.number;
  const decision = { order, file, held: { ...held, number } };
  const events = await handle(book, { commandId: releaseCommand(id, line), by: order.by }, async (attempt) => {
    await decide(attempt, { ...decision, type: 'ReleaseQuarantined' });
    await record(book, attempt, { source: { ...source, number }, says: read.says, line });
  });
  return decided(decision, 'released', events);
}

/** Decides that a voucher in quarantine is not to be recorded. Refuses with the first five that `releaseQuarantined` does. */
export async function rejectQuarantined(book: Bidragsbok, order: QuarantineOrder): Promise<QuarantineDecided> {
  const decision = { order, ...(await heldBy(book, order)) };
  const commandId = rejectCommand(order.import, order.line);
  const events = await handle(book, { commandId, by: order.by }, (attempt) =>
    decide(attempt, { ...decision, type: 'RejectQuarantined' }),
  );
  return decided(decision, 'rejected', events);
}

interface Held {
  readonly held: HeldVoucher;
  readonly file: StandingFile;
}
interface Decision extends Held {
  readonly order: QuarantineOrder;
}

/** The voucher that is meant, as far as it is still held back. */
async function heldBy(book: Bidragsbok, { import: id, line }: QuarantineOrder): Promise<Held> {
  const moment = await book.moment();
  const { db } = book.models;
  const row = (await imports(db, moment)).find((one) => one.import === id) ?? (await unknownImport(db, id));
  if (row.undone !== null) throw new DomainError('IMPORT_ALREADY_UNDONE', { import: id });
  const file = (await standingFiles(book, moment, row.book)).find(({ of }) => of.import === id);
  const held = row.completed?.quarantine?.find((one) => one.line === line);
  if (file === undefined || held === undefined) throw new DomainError('QUARANTINE_LINE_UNKNOWN', { import: id, line });
  checkOpen(await quarantine(db, moment, row.book), { import: id, line });
  return { held, file };
}

function checkOpen(
  { open, decided: done }: Quarantine,
  which: { readonly import: string; readonly line: number },
): void {
  const isIt = (one: typeof which) => one.import === which.import && one.line === which.line;
  if (done.some(isIt)) throw new DomainError('QUARANTINE_ALREADY_DECIDED', { ...which });
  if (!open.some(isIt)) throw new DomainError('QUARANTINE_REPLACED', { ...which });
}

type Work = (attempt: Attempt) => Promise<void>;
async function handle(
  book: Bidragsbok,
  { commandId, by = OPERATOR }: { readonly commandId: string; readonly by?: Actor | undefined },
  work: Work,
): Promise<readonly RecordedEvent[]> {
  const events = await new CommandHandler(book.log, catalogue).handle({ commandId, actor: by }, work);
  await book.models.take(events);
  return events;
}

type Asked = Decision & { readonly type: 'ReleaseQuarantined' | 'RejectQuarantined' };
async function decide(attempt: Attempt, { order, held, file, type }: Asked): Promise<void> {
  const { import: id, line, reason } = order;
  const stream = importStream(id);
  const { series, number, digest } = held;
  const data = { import: id, book: file.of.book, line, series, number, digest };
  const state = await attempt.load({ decider: importDecider, stream });
  attempt.write(stream, importDecider.decide(state, { type, data, reason }));
}

interface Recording {
  readonly source: SourceVoucher;
  readonly says: VoucherFile['says'];
  readonly line: number;
}
/** The voucher as its file has it, over whatever was recorded under its number. */
async function record(book: Bidragsbok, attempt: Attempt, { source, says, line }: Recording): Promise<void> {
  const stream = voucherStream(source.book, source.series, source.number);
  const state = await attempt.load({ decider: voucherDecider, stream });
  const { opened, read, matcher, roleOf } = await ledgerContext(book, source.book);
  attempt.lookedAt(read);
  const { form, privateDimensions } = opened.facts;
  const rules = { matcher, roleOf, form, privateDimensions: new Set(privateDimensions), acceptChanges: true, says };
  const { outcome, events } = compareVoucher(state, source, rules);
  if (outcome === 'outOfScope') {
    throw new DomainError('QUARANTINE_OUT_OF_SCOPE', { import: source.import ?? '', line });
  }
  attempt.write(stream, events);
}

function decided(
  { order, held, file }: Decision,
  decision: QuarantineDecided['decision'],
  events: readonly RecordedEvent[],
): QuarantineDecided {
  const { series, number, line } = held;
  const told = events.map(({ type, stream, revision, position }) => ({ type, stream, revision, position }));
  return { import: order.import, book: file.of.book, line, series, number, decision, events: told };
}
