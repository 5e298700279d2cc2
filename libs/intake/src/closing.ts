import { createHash } from 'node:crypto';

import { type EventLog, type Place, Prunings, type Unchanged } from '#event-log';
import { type ClosingCommitment, GrantClosed, grantStream } from '#grants';
import { Money } from '#kernel';
import { projectCodeStream, voucherStream } from '#ledger';
import { grantPosition, type Moment, projectCodes, type ReadModels, touchedVouchers } from '#read-models';

/** A log with the read models that follow it. */
interface Followed {
  readonly log: EventLog;
  readonly models: Pick<ReadModels, 'db'>;
}
interface Stream {
  readonly kind: ClosingCommitment['kinds'][number]['kind'];
  readonly name: string;
}
type Counted = Stream & { readonly events: number; readonly last: Place };

/**
 * What the closing of a grant commits itself to, as the log was at a moment: how many events there are of the grant, of its
 * project codes and of the vouchers that these touch, what they sum to, and a digest that names the last leaf of each.
 * Proofs show that events are there; this shows that none is left out. `read` are the streams as they were.
 */
export async function closingCommitment(
  { log, models }: Followed,
  grant: string,
  moment: Moment,
): Promise<{ readonly commitment: ClosingCommitment; readonly read: readonly Unchanged[] }> {
  const counted = await countedOf(log, await streamsOf({ log, models }, grant, moment), moment);
  const figures = await grantPosition(models.db, grant, moment);
  const commitment = {
    position: moment.position,
    ...countsOf(counted),
    booked: moneyOf(figures?.booked),
    used: moneyOf(figures?.used),
    ...digested(counted),
  };
  return { commitment, read: counted.map(({ name, last }) => ({ stream: name, revision: last.revision })) };
}

/**
 * Whether a closing committed itself to the events that there are. Of a grant of which a year is pruned the counts and last
 * leaves are worked out from what stays, and `decision` says which one took away what the sums rest on.
 */
export async function closingHolds(
  { log, models }: Followed,
  grant: string,
  said: ClosingCommitment,
): Promise<{ readonly isSame: boolean; readonly decision: number | null }> {
  const moment = { position: said.position };
  const prunings = await Prunings.of(log);
  const decision = prunings.ofGrant(grant);
  if (decision === null) {
    const { commitment } = await closingCommitment({ log, models }, grant, moment);
    return { isSame: isSameJson(commitment, said), decision };
  }
  const counted = await countedAt({ log, models }, grant, { moment, prunings });
  const { kinds, lastLeaf, digest } = said;
  return { isSame: isSameJson({ ...countsOf(counted), ...digested(counted) }, { kinds, lastLeaf, digest }), decision };
}

/**
 * The streams that the last closing of a grant up to a moment committed itself to, as the lines of which its digest was made;
 * null where it was not closed, or where they are no longer what it counted.
 */
export async function closingLines(book: Followed, grant: string, { position }: Moment): Promise<string | null> {
  const closed = (await book.log.readStream(grantStream(grant))).filter(
    (event) => event.type === GrantClosed.name && event.position <= position,
  );
  const last = closed.at(-1);
  const said = last === undefined ? null : GrantClosed.read(last).data.commitment;
  if (said === null) return null;
  const of = { moment: { position: said.position }, prunings: await Prunings.of(book.log) };
  const lines = linesOf(await countedAt(book, grant, of));
  return createHash('sha256').update(lines).digest('hex') === said.digest ? lines : null;
}

/** What there was to count at a moment, pruned streams among it. */
async function countedAt(
  book: Followed,
  grant: string,
  { moment, prunings }: { readonly moment: Moment; readonly prunings: Prunings },
): Promise<Counted[]> {
  const streams = new Map((await streamsOf(book, grant, moment)).map((stream) => [stream.name, stream]));
  for (const position of prunings.beginnings(grant)) {
    const [event] = await book.log.readStored(position - 1, 1);
    if (event !== undefined) streams.set(event.stream, { kind: kindOf(event.stream), name: event.stream });
  }
  return countedOf(book.log, [...streams.values()], moment);
}

const isSameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const kindOf = (stream: string): Stream['kind'] =>
  stream.startsWith(projectCodeStream('')) ? 'project-code' : 'voucher';

/** The streams that the closings of a grant have counted and that are still there to be told. */
export async function closedStreams(book: Followed, grant: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const event of await book.log.readStream(grantStream(grant))) {
    const said = event.type === 'GrantClosed' ? GrantClosed.read(event).data.commitment : null;
    if (said === null) continue;
    for (const { name } of await streamsOf(book, grant, { position: said.position })) names.add(name);
  }
  return names;
}

async function countedOf(log: EventLog, streams: readonly Stream[], { position }: Moment): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const stream of streams) {
    const places = (await log.placesOf(stream.name)).filter((place) => place.position <= position);
    const last = places.at(-1);
    if (last !== undefined) counted.push({ ...stream, events: places.length, last });
  }
  return counted;
}

const countsOf = (counted: readonly Counted[]): Pick<ClosingCommitment, 'kinds'> => ({
  kinds: (['grant', 'project-code', 'voucher'] as const).map((kind) => {
    const own = counted.filter((stream) => stream.kind === kind);
    return { kind, streams: own.length, events: own.reduce((sum, { events }) => sum + events, 0) };
  }),
});

const moneyOf = (amount: string | null | undefined): Money | null => (amount == null ? null : Money.parse(amount));

async function streamsOf({ models: { db } }: Followed, grant: string, moment: Moment): Promise<readonly Stream[]> {
  const codes = (await projectCodes(db, moment)).filter((code) => code.grant === grant);
  const names = new Set<string>();
  for (const { projectCode } of codes) {
    for (const { book, series, number } of await touchedVouchers(db, projectCode, moment)) {
      names.add(voucherStream(book, series, number));
    }
  }
  return [
    { kind: 'grant', name: grantStream(grant) },
    ...codes.map(({ projectCode }): Stream => ({ kind: 'project-code', name: projectCodeStream(projectCode) })),
    ...[...names].map((name): Stream => ({ kind: 'voucher', name })),
  ];
}

/** Name, events and last leaf of each stream, a line each in the order of their names. */
const linesOf = (counted: readonly Counted[]): string =>
  counted
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, events, last }) => `${name} ${events} ${last.leaf}\n`)
    .join('');

/** Lower-case hex of SHA-256 over those lines. */
function digested(counted: readonly Counted[]): Pick<ClosingCommitment, 'lastLeaf' | 'digest'> {
  const latest = counted.map(({ last }) => last).reduce((one, other) => (one.position > other.position ? one : other));
  return { lastLeaf: latest.leaf, digest: createHash('sha256').update(linesOf(counted)).digest('hex') };
}
