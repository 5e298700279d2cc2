import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { logEventTypes, type RecordedEvent, seededSalt, SqliteEventLog } from '#event-log';
import { evidenceEventTypes } from '#evidence';
import { grantsEventTypes } from '#grants';
import { EventCatalogue } from '#kernel';
import { ledgerEventTypes } from '#ledger';

import { ReadModels } from './read-models.js';

// What the specs of this room tell their stories with: a log in a folder of its own, the events of grants, books and codes
// as JSON, and vouchers that are taken in by the ledger's own rules.

const types = [...logEventTypes, ...grantsEventTypes, ...ledgerEventTypes, ...evidenceEventTypes];
export const catalogue = new EventCatalogue(types);
/** A story is told in the newest version of each fact. */
const versions = new Map<string, number>(types.map(({ name, version }) => [name, version]));
export const ORGANISATION = '2321000164';
export const PERSON = 'person-a';

/** A fact as its JSON; `on` is the day that its command named. */
export interface Fact {
  readonly type: string;
  readonly data: object;
  readonly private?: object | null;
  readonly on?: string;
}
/** A log that a story is written to, event by event, a minute apart. */
export class History {
  readonly dir = mkdtempSync(join(tmpdir(), 'read-models-'));
  readonly log: SqliteEventLog;
  private commands = 0;
  private now = Date.parse('2026-02-01T08:00:00Z');
  private readonly opened: ReadModels[] = [];

  constructor() {
    const clock = () => this.now;
    this.log = SqliteEventLog.open({ dir: this.dir, organisation: ORGANISATION, clock, salt: seededSalt('spec') });
  }

  /** Another set of read models over the same log; by default in the log's own folder. */
  models(dir = this.dir): ReadModels {
    const models = ReadModels.open(dir, this.log, catalogue);
    this.opened.push(models);
    return models;
  }

  /** Appends facts to the end of a stream, in one command. */
  async happened(stream: string, ...facts: readonly Fact[]): Promise<readonly RecordedEvent[]> {
    this.now += 60_000;
    this.commands += 1;
    const history = await this.log.readStream(stream);
    const events = facts.map(({ type, data, private: part }) => {
      const written = {
        type,
        version: versions.get(type) ?? 1,
        data,
        ...(part === undefined ? {} : { private: part }),
      };
      catalogue.read(written); // a story of facts that could never be stored would prove nothing
      return written;
    });
    const on = facts.find((fact) => fact.on !== undefined)?.on;
    const actor = { subject: PERSON, role: 'accountant' };
    const command = { commandId: `spec-${this.commands}`, actor, ...(on === undefined ? {} : { occurredOn: on }) };
    return this.log.append(command, [{ stream, expectedRevision: history.at(-1)?.revision ?? -1, events }]);
  }

  /** Appends an event of another log as it stands there, at the same time. */
  async again(event: RecordedEvent): Promise<void> {
    this.now = Date.parse(event.recordedAt);
    const { stream, revision, type, version, data, private: part, actor, occurredOn } = event;
    const command = {
      commandId: `again-${event.position}`,
      actor,
      ...(occurredOn === undefined ? {} : { occurredOn }),
    };
    const events = [{ type, version, data, ...(part === undefined ? {} : { private: part }) }];
    await this.log.append(command, [{ stream, expectedRevision: revision - 1, events }]);
  }

  async close(): Promise<void> {
    for (const models of this.opened) await models.close();
    await this.log.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
