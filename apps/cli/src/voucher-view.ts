import { type Bidragsbok, catalogue, type ErasureDecision, Erasures } from '#intake';
import { DomainError, fold } from '#kernel';
import {
  type Posting,
  type RecordedVoucher,
  type VoucherEvent,
  voucherDecider,
  type VoucherName,
  type VoucherPrivate,
  voucherStream,
  type WithdrawnVoucher,
} from '#ledger';
import { type Moment, type VoucherCost, voucherCosts } from '#read-models';

type Recorded = Awaited<ReturnType<Bidragsbok['log']['readStream']>>[number];
type LinePrivate = NonNullable<VoucherPrivate['lines']>[number][1];

/** One line of a voucher as it stands, with what a read model does not keep: its text. */
export interface ShownLine {
  readonly line: number;
  readonly account: string;
  readonly objects: readonly (readonly [dimension: string, object: string])[];
  readonly amount: string;
  readonly text: string | null;
  readonly fileLine: number | null;
}
/** What of a voucher is a cost under one project code, and what of that counts, line by line. */
export interface ShownCost extends Pick<Posting, 'projectCode' | 'grant' | 'allocation' | 'pot' | 'basis' | 'lines'> {
  readonly counts: readonly Pick<VoucherCost, 'line' | 'area' | 'amount' | 'counts' | 'heldOut'>[];
}
/** One event of a voucher: what happened to it, when, and by whom. */
export interface ShownEvent extends Pick<Recorded, 'position' | 'revision' | 'type' | 'recordedAt' | 'actor'> {
  readonly import: string | null;
}

/** A verifikation as recorded at a moment, with texts where they are held, its costs and its history. */
export interface VoucherShown extends VoucherName {
  readonly position: number;
  readonly perDate?: string;
  readonly status: 'recorded' | 'withdrawn';
  readonly date: string | null;
  readonly registered: string | null;
  readonly scope: 'all' | 'grant' | null;
  readonly text: string | null;
  readonly signature: string | null;
  /** The decisions by which texts were erased; none where all are held. */
  readonly erased: readonly ErasureDecision[];
  /** Texts are gone and no decision says so: the log is not as it was written. */
  readonly textsLost: boolean;
  readonly lines: readonly ShownLine[];
  readonly rest: RecordedVoucher['rest'];
  readonly costs: readonly ShownCost[];
  readonly history: readonly ShownEvent[];
}

/** The voucher out of its own stream. Refuses with VOUCHER_NOT_RECORDED. */
export async function voucherShown(book: Bidragsbok, name: VoucherName, moment: Moment): Promise<VoucherShown> {
  const stream = voucherStream(name.book, name.series, name.number);
  const history = (await book.log.readStream(stream)).filter(({ position }) => position <= moment.position);
  const voucher = known(history, name, moment);
  const { date, registered, scope, rest } = standing(voucher);
  const { text = null, signature = null, lines } = textsOf(history);
  return {
    ...{ book: voucher.book, series: voucher.series, number: voucher.number, ...moment, status: voucher.status },
    ...{ date, registered, scope, text, signature },
    ...(await lossesOf(book, history)),
    lines: linesOf(voucher, lines),
    rest,
    costs: await costsOf(book, voucher, moment),
    history: history.map(shownEvent),
  };
}

type Known = RecordedVoucher | WithdrawnVoucher;

function known(history: readonly Recorded[], { book, series, number }: VoucherName, { perDate }: Moment): Known {
  const voucher = fold(
    voucherDecider,
    history.map((event) => catalogue.read(event) as VoucherEvent),
  );
  const isLater = voucher.status === 'recorded' && perDate !== undefined && voucher.date > perDate;
  if (voucher.status !== 'absent' && !isLater) return voucher;
  throw new DomainError('VOUCHER_NOT_RECORDED', { voucher: `${book} ${series} ${number}` });
}

const standing = (voucher: Known) =>
  voucher.status === 'recorded' ? voucher : { date: null, registered: null, scope: null, rest: [] };

/** Which texts are gone, and by which decisions: a missing private part without one is an integrity fault. */
async function lossesOf(book: Bidragsbok, history: readonly Recorded[]) {
  const decisions = await Erasures.of(book);
  const gone = history.filter((event) => event.private === null).map(({ position }) => position);
  const erased = [...new Set(gone.flatMap((position) => decisions.decisionAt(position) ?? []))];
  return { erased, textsLost: gone.some((position) => decisions.decisionAt(position) === undefined) };
}

function linesOf(voucher: Known, texts: Texts['lines']): ShownLine[] {
  if (voucher.status !== 'recorded') return [];
  return [...voucher.lines.values()].map(({ line, account, objects, amount, fileLine }) => {
    const { text = null, objects: privateObjects = [] } = texts.get(line) ?? {};
    return { line, account, objects: [...objects, ...privateObjects], amount, text, fileLine: fileLine ?? null };
  });
}

async function costsOf(book: Bidragsbok, voucher: Known, moment: Moment): Promise<ShownCost[]> {
  if (voucher.status !== 'recorded') return [];
  const all = await voucherCosts(book.models.db, voucher, moment);
  return [...voucher.postings.values()].map(({ projectCode, grant, allocation, pot, basis, lines }) => ({
    ...{ projectCode, grant, allocation, pot, basis, lines },
    counts: all
      .filter((cost) => cost.projectCode === projectCode)
      .map(({ line, area, amount, counts, heldOut }) => ({ line, area, amount, counts, heldOut })),
  }));
}

interface Texts {
  readonly text?: string | undefined;
  readonly signature?: string | undefined;
  readonly lines: ReadonlyMap<number, LinePrivate>;
}

/** What the source said last: a later event's text stands before an earlier one's. */
function textsOf(history: readonly Recorded[]): Texts {
  const lines = new Map<number, LinePrivate>();
  let head: Pick<VoucherPrivate, 'text' | 'signature'> = {};
  for (const event of history.filter(({ type }) => type.startsWith('Voucher'))) {
    const { lines: ofLines = [], text, signature } = (event.private ?? {}) as VoucherPrivate;
    head = { text: text ?? head.text, signature: signature ?? head.signature };
    for (const [ordinal, said] of ofLines) lines.set(ordinal, said);
  }
  return { ...head, lines };
}

function shownEvent({ position, revision, type, recordedAt, actor, data }: Recorded): ShownEvent {
  const { import: of = null } = data as { readonly import?: string };
  return { position, revision, type, recordedAt, actor, import: of };
}
