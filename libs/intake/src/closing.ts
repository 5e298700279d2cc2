import { createHash } from 'node:crypto';

import type { EventLog, RecordedEvent, Unchanged } from '#event-log';
import { type ClosingCommitment, grantStream } from '#grants';
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
type Counted = Stream & { readonly events: number; readonly last: RecordedEvent };

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
  const counted: Counted[] = [];
  for (const stream of await streamsOf({ log, models }, grant, moment)) {
    const events = (await log.readStream(stream.name)).filter(({ position }) => position <= moment.position);
    const last = events.at(-1);
    if (last !== undefined) counted.push({ ...stream, events: events.length, last });
  }
  const figures = await grantPosition(models.db, grant, moment);
  const commitment = {
    position: moment.position,
    kinds: (['grant', 'project-code', 'voucher'] as const).map((kind) => {
      const own = counted.filter((stream) => stream.kind === kind);
      return { kind, streams: own.length, events: own.reduce((sum, { events }) => sum + events, 0) };
    }),
    booked: moneyOf(figures?.booked),
    used: moneyOf(figures?.used),
    ...(await digested(log, counted)),
  };
  return { commitment, read: counted.map(({ name, last }) => ({ stream: name, revision: last.revision })) };
}

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

/** Lower-case hex of SHA-256 over a line for each stream, in the order of their names: name, events, last leaf. */
async function digested(log: EventLog, counted: readonly Counted[]) {
  const digest = createHash('sha256');
  for (const { name, events, last } of counted.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    digest.update(`${name} ${events} ${(await log.leafAt(last.position)) ?? ''}\n`);
  }
  const latest = Math.max(...counted.map(({ last }) => last.position));
  return { lastLeaf: (await log.leafAt(latest)) ?? '', digest: digest.digest('hex') };
}
