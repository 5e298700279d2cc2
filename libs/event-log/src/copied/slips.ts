import { DomainError } from '#kernel';
import type { Postgres, Session } from '#postgres';

import { EventMaker } from '../appending.js';
import type { Clock } from '../clock.js';
import type { StorePosition } from '../eventstore/store-position.js';
import type { StreamStore } from '../eventstore/stream-store.js';
import { GuardSlipped } from '../log.events.js';
import { type Guarded, lookAt, takeGuarded } from './guards.js';
import { LOG_SCHEMA } from './schema.js';

/** Where what rests on what is looked up, and where what slipped is recorded. */
export interface SlipsIn {
  readonly store: StreamStore;
  readonly postgres: Postgres;
  readonly clock: Clock;
}

const NOTARY = { subject: 'system:notary', role: 'notary' };
const TRIES = 5;
/** Of an append that nobody deals with any more. */
const LEFT = `SELECT id FROM guarded WHERE since < now() - interval '1 minute'
  AND organisation NOT IN (SELECT organisation FROM stopped) ORDER BY id`;
const IS_OVER = "SELECT since < now() - interval '1 day' FROM guarded WHERE id = $1";

/**
 * Sees to it that nothing rests unseen on what had moved: between a look at a stream and the append that rests on it somebody else may
 * append there, for the store guards one stream alone. The order of the copy tells, at any time; and so the event that
 * says so, which blocks a return, is recorded by whoever comes first, however the append ended.
 */
export class Slips {
  constructor(private readonly slipsIn: SlipsIn) {}

  /** Of an append of which everything that will ever come is in the copy. Gives back the place of what was recorded about it. */
  settle(id: number): Promise<StorePosition | undefined> {
    return this.deal(id, () => Promise.resolve(true));
  }

  /**
   * Of appends that were broken off. What is there of them is looked at; the rest may still come, until a day has gone. To be called
   * where the copy has been brought up.
   */
  async settleLeft(): Promise<void> {
    const rows = await this.slipsIn.postgres.session((session) => session.cells<[number]>(LEFT), {
      schema: LOG_SCHEMA,
    });
    for (const [id] of rows) {
      await this.deal(id, async (session) => (await session.cells<[boolean]>(IS_OVER, [id]))[0]?.[0] === true);
    }
  }

  private deal(id: number, isOver: (session: Session) => Promise<boolean>): Promise<StorePosition | undefined> {
    const work = async (session: Session): Promise<StorePosition | undefined> => {
      const guarded = await takeGuarded(session, id);
      if (guarded === undefined) return undefined;
      const { isWhole, slipped } = await lookAt(session, guarded);
      const recorded = slipped === undefined ? undefined : await this.record(session, guarded, slipped);
      if (isWhole || (await isOver(session))) await session.run('DELETE FROM guarded WHERE id = $1', [id]);
      return recorded;
    };
    return this.slipsIn.postgres.transact(work, { schema: LOG_SCHEMA });
  }

  private async record(
    session: Session,
    { organisation }: Guarded,
    data: GuardSlipped['data'],
  ): Promise<StorePosition> {
    const { store, clock } = this.slipsIn;
    const command = { commandId: `guard-${data.position}`, actor: NOTARY };
    const event = GuardSlipped.write({ type: 'GuardSlipped', data });
    const maker = new EventMaker({ organisation, clock, salt: () => new Uint8Array() });
    for (let tries = 1; ; tries++) {
      const own = await store.readStream(organisation, 'log');
      const told = own.find(({ envelope }) => envelope.commandId === command.commandId);
      if (told !== undefined) return told.position;
      maker.goOnFrom(await lastRecorded(session, organisation));
      maker.readClock();
      const write = { stream: 'log', expectedRevision: own.length - 1, events: [event] };
      const envelopes = maker.make(command, write).map(({ bytes }) => bytes);
      try {
        const { stream, expectedRevision } = write;
        return (await store.append({ organisation, stream, expectedRevision, envelopes })).position;
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'STREAM_MOVED_ON') || tries === TRIES) throw error;
      }
    }
  }
}

async function lastRecorded(session: Session, organisation: string): Promise<number> {
  const sql = 'SELECT recorded FROM event WHERE organisation = $1 ORDER BY position DESC LIMIT 1';
  return (await session.cells<[number]>(sql, [organisation]))[0]?.[0] ?? 0;
}
