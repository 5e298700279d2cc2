import { collectDefaultMetrics, Counter, Gauge, Histogram, prometheusContentType, Registry } from 'prom-client';

import type { NotaryStanding, Notice, ProjectorState } from '#work';

export const CONTENT_TYPE = prometheusContentType;

/** What a worker tells Prometheus: how far behind each of its organisations is, how fast it works, and what stands still. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly role = this.labelled(['role'] as const);
  private readonly organisation = this.labelled(['organisation'] as const);
  private readonly whose = this.labelled(['role', 'organisation'] as const);

  private readonly events = new Counter(this.role('events_total', 'Events taken in.'));
  private readonly batches = new Counter(this.role('batches_total', 'Transactions that took events in.'));
  private readonly seconds = new Histogram({
    ...this.role('batch_seconds', 'How long a transaction took.'),
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
  });
  private readonly leases = new Gauge(this.role('leases_held', 'Leases that this worker holds.'));
  private readonly lost = new Counter(this.role('leases_lost_total', 'Leases lost before they were given back.'));
  private readonly failures = new Counter(
    this.role('failed_rounds_total', 'Rounds in which no lease could be asked for.'),
  );
  private readonly lagEvents = new Gauge(this.organisation('lag_events', 'Events of the log that the rows lack.'));
  private readonly lagSeconds = new Gauge(
    this.organisation('lag_seconds', 'How long the first event that the rows lack has been recorded.'),
  );
  private readonly position = new Gauge(this.organisation('rows_position', 'The last event that the rows have.'));
  private readonly signed = new Gauge(this.organisation('signed_position', 'The last event that was signed here.'));
  private readonly unsigned = new Gauge(this.organisation('unsigned', '1: the log cannot be signed.'));
  private readonly stopped = new Gauge(this.whose('stopped', '1: an event, or a fault, stops the work.'));
  private readonly hold = new Gauge(this.plain('hold', '1: the event store is not what it was; nothing is filed.'));
  private readonly notary = new Gauge(this.plain('notary', '1: this worker files the logs.'));
  private readonly caughtUp = new Gauge(
    this.plain('notary_caught_up_timestamp_seconds', 'When everything in the event store was last filed.'),
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  take(notice: Notice): void {
    if (notice.what === 'signed') this.signed.set({ organisation: notice.part }, notice.size);
    if (!('role' in notice)) return;
    const { role } = notice;
    switch (notice.what) {
      case 'batch':
        this.events.inc({ role }, notice.events);
        this.batches.inc({ role });
        this.seconds.observe({ role }, notice.milliseconds / 1000);
        break;
      case 'lease-taken':
        this.leases.inc({ role });
        break;
      case 'lease-lost':
        this.lost.inc({ role });
        this.leases.dec({ role });
        break;
      case 'lease-returned':
        this.leases.dec({ role });
        break;
      case 'failed':
        this.failures.inc({ role });
        break;
      default:
    }
  }

  /** As things stand now; `lagsMs` as a projector gives them. */
  text({ notary, rows }: ProjectorState, lagsMs: ReadonlyMap<string, number>): Promise<string> {
    // What belongs to others now is no longer ours to tell of.
    for (const each of [this.lagEvents, this.lagSeconds, this.position, this.stopped, this.unsigned]) each.reset();
    for (const { organisation, position, end, stopped } of rows) {
      this.lagEvents.set({ organisation }, end - position);
      const lagMs = lagsMs.get(organisation);
      if (lagMs !== undefined) this.lagSeconds.set({ organisation }, lagMs / 1000); // Unknown is not none.
      this.position.set({ organisation }, position);
      this.stopped.set({ role: 'rows', organisation }, stopped === null ? 0 : 1);
    }
    this.notary.set(notary === null ? 0 : 1);
    this.hold.set(0);
    if (notary !== null) this.setNotary(notary);
    return this.registry.metrics();
  }

  private setNotary({ stopped, stoppedLogs, unsigned, caughtUpAt }: NotaryStanding): void {
    if (stopped?.why.code === 'NOTARY_HOLDS') this.hold.set(1);
    this.stopped.set({ role: 'notary', organisation: '*' }, stopped === null ? 0 : 1);
    for (const organisation of stoppedLogs.keys()) this.stopped.set({ role: 'notary', organisation }, 1);
    for (const organisation of unsigned.keys()) this.unsigned.set({ organisation }, 1);
    if (caughtUpAt !== null) this.caughtUp.set(caughtUpAt / 1000);
  }

  private labelled<Label extends string>(labelNames: readonly Label[]) {
    return (name: string, help: string) => ({ ...this.plain(name, help), labelNames });
  }

  private plain(name: string, help: string) {
    return { name: `bidragsbok_${name}`, help, registers: [this.registry] };
  }
}
