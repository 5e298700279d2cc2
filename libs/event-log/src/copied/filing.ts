import { listText, type Session } from '#postgres';

import type { StorePosition } from '../eventstore/store-position.js';
import { isForeign, type StoredEnvelope, type StoredItem } from '../eventstore/stored-envelope.js';
import { takeAway, type Taking, takingOf, voidness } from './decisions.js';
import type { Obstacle } from './refused.js';
import { closeTiles } from './tiles.js';

interface End {
  position: number;
  recordedMs: number;
}

/** Files events in the order of the store, each organisation's at the end of its log. All of it belongs inside one transaction. */
export class Filing {
  /** How many were filed. */
  filed = 0;
  private readonly ends = new Map<string, End>();
  private readonly began = new Map<string, number>();
  private readonly revisions = new Map<string, number>();
  private readonly leaves = new Map<string, string[]>();
  private rows: Row[] = [];

  /**
   * `stopped`: whose events are passed over; whoever meets an obstacle is one of them from there on. `before`: an event of the store behind
   * which the first of these lies.
   */
  constructor(
    private readonly session: Session,
    private readonly stopped: Set<string>,
    private before: StorePosition | undefined,
  ) {}

  async file(items: readonly StoredItem[]): Promise<void> {
    const ours = items.filter(({ organisation }) => !this.stopped.has(organisation));
    await this.look(ours);
    for (const item of ours) {
      if (this.stopped.has(item.organisation)) continue;
      const obstacle = isForeign(item) ? item.foreign : await this.take(item);
      if (obstacle === undefined) this.before = item.position;
      else await this.stop(item, obstacle);
    }
    await this.flush();
    for (const [organisation, from] of this.began) {
      await closeTiles(this.session, organisation, { from, leaves: this.leaves.get(organisation) ?? [] });
    }
  }

  /** Learns where the logs end, and their streams. */
  private async look(items: readonly StoredItem[]): Promise<void> {
    const organisations = [...new Set(items.map(({ organisation }) => organisation))];
    const streams = [...new Map(items.map((item) => [keyOf(item), item])).values()];
    const [ends, revisions] = await Promise.all([
      this.session.cells<[string, number, number]>(endsOf, [listText(organisations)]),
      this.session.cells<[string, string, number]>(revisionsOf, [
        listText(streams.map(({ organisation }) => organisation)),
        listText(streams.map(({ stream }) => stream)),
      ]),
    ]);
    for (const organisation of organisations) this.ends.set(organisation, { position: 0, recordedMs: 0 });
    for (const [organisation, position, recordedMs] of ends) this.ends.set(organisation, { position, recordedMs });
    for (const [organisation, { position }] of this.ends) {
      this.began.set(organisation, position);
      this.leaves.set(organisation, []);
    }
    for (const [organisation, stream, revision] of revisions) {
      this.revisions.set(keyOf({ organisation, stream }), revision);
    }
  }

  /** Puts an event at its log's end, or says what is in the way. */
  private async take(item: StoredEnvelope): Promise<Obstacle | undefined> {
    const { envelope, organisation, revision } = item;
    const key = keyOf(item);
    if (revision !== (this.revisions.get(key) ?? -1) + 1) return 'stream-cut-off';
    const recordedMs = Date.parse(envelope.recordedAt);
    if (Number.isNaN(recordedMs)) return 'no-instant';
    const taking = await this.decided(item);
    if (taking === 'decision-void') return taking;
    const end = this.ends.get(organisation) ?? { position: 0, recordedMs: 0 };
    end.position += 1;
    end.recordedMs = Math.max(end.recordedMs, recordedMs);
    this.revisions.set(key, revision);
    this.rows.push({ item, ...end });
    this.leaves.get(organisation)?.push(item.leaf);
    this.filed += 1;
    if (taking === undefined) return undefined;
    await this.flush();
    await takeAway(this.session, organisation, taking);
    return undefined;
  }

  private async decided(item: StoredEnvelope): Promise<Taking | 'decision-void' | undefined> {
    const { stream, organisation, envelope } = item;
    if (stream !== 'log') return undefined;
    let taking: Taking | undefined;
    try {
      taking = takingOf(envelope);
    } catch {
      return 'decision-void';
    }
    if (taking === undefined) return undefined;
    await this.flush();
    const last = this.ends.get(organisation)?.position ?? 0;
    // A stream may have gone on between the decision's own look and its place here: what came meanwhile stays.
    const why = await voidness(this.session, { organisation, last }, taking);
    return why === undefined || why === 'part' ? taking : 'decision-void';
  }

  private async stop(item: StoredItem, why: Obstacle): Promise<void> {
    const { organisation, stream, position } = item;
    this.stopped.add(organisation);
    await this.session.run(
      `INSERT INTO stopped (organisation, after, store, stream, revision, why) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (organisation) DO UPDATE SET after = excluded.after, store = excluded.store, stream = excluded.stream,
         revision = excluded.revision, why = excluded.why`,
      // The last revision that there can be stands for the end of a stream that was deleted.
      [organisation, this.before ?? null, position, stream, Math.min(item.revision, Number.MAX_SAFE_INTEGER), why],
    );
  }

  private async flush(): Promise<void> {
    const { rows } = this;
    if (rows.length === 0) return;
    this.rows = [];
    const column = (cellOf: (row: Row) => string | number | null): string => listText(rows.map(cellOf));
    const keys = [
      column(({ item }) => item.organisation),
      column(({ item }) => item.stream),
      column(({ item }) => item.revision),
    ];
    await Promise.all([
      this.session.run(insertEvents, [
        ...keys,
        column(({ position }) => position),
        column(({ item }) => item.leaf),
        column(({ item }) => item.bytes),
        column(({ item }) => item.envelope.privateDigest ?? null),
        column(({ recordedMs }) => recordedMs),
        column(({ item }) => item.position),
      ]),
      // Whichever try left it: none that comes later can be that of the event any more.
      this.session.run(deleteParts, keys),
    ]);
  }
}

interface Row extends End {
  readonly item: StoredEnvelope;
}
/** Names have no space in them. */
const keyOf = ({ organisation, stream }: Pick<StoredItem, 'organisation' | 'stream'>) => `${organisation} ${stream}`;

const endsOf = `SELECT asked.organisation, last.position, last.recorded FROM unnest($1::text[]) AS asked (organisation)
  CROSS JOIN LATERAL (SELECT position, recorded FROM event WHERE organisation = asked.organisation
    ORDER BY position DESC LIMIT 1) AS last`;
const revisionsOf = `SELECT asked.organisation, asked.stream, last.revision
  FROM unnest($1::text[], $2::text[]) AS asked (organisation, stream)
  CROSS JOIN LATERAL (SELECT revision FROM event WHERE organisation = asked.organisation AND stream = asked.stream
    ORDER BY revision DESC LIMIT 1) AS last`;
const insertEvents = `INSERT INTO event (organisation, position, stream, revision, leaf, bytes, private, recorded, store)
  SELECT new.organisation, new.position, new.stream, new.revision, decode(new.leaf, 'hex'), new.bytes, part.sealed,
    new.recorded, new.store
  FROM unnest($1::text[], $2::text[], $3::integer[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bigint[],
    $9::text[]) AS new (organisation, stream, revision, position, leaf, bytes, digest, recorded, store)
  LEFT JOIN part ON part.organisation = new.organisation AND part.stream = new.stream
    AND part.revision = new.revision AND part.digest = new.digest`;
const deleteParts = `DELETE FROM part USING unnest($1::text[], $2::text[], $3::integer[])
  AS filed (organisation, stream, revision) WHERE part.organisation = filed.organisation
    AND part.stream = filed.stream AND part.revision = filed.revision`;
