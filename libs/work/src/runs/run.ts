import { createHash } from 'node:crypto';

import { DomainError } from '#kernel';
import type { Moment } from '#read-models';
import { isOfTheDead } from '#sqlite';

/** What a run makes: a package of underlay, or the files of a return. */
export const runKinds = ['underlay', 'return'] as const;
export type RunKind = (typeof runKinds)[number];

/** What is to be made of a grant: the same ask of the same log at the same moment is the same run, whoever asks, whenever. */
export interface RunAsked {
  readonly kind: RunKind;
  readonly grant: string;
  /** Everything else that decides the bytes, as JSON; of what persons have written only a hash. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly moment: Moment;
  /** The root of the log's tree at the moment, hex: another log is another run. */
  readonly root: string;
}

/** A file that a run has made. */
export interface RunFile {
  /** Where it was put, absolute; null where it was handed out and kept by nobody here. */
  readonly path: string | null;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Whole bytes. */
  readonly size: number;
}

/** What a run came to: its files, and what is told of them. */
export interface RunResult<Told = unknown> {
  readonly files: readonly RunFile[];
  readonly told: Told;
}

/** `cut-off`: whoever held it was killed, or has been silent for longer than a lease lasts. */
export type RunState = 'running' | 'done' | 'failed' | 'cut-off';

/** A run as it is remembered, outside the log. Times are UTC. */
export interface Run {
  readonly id: string;
  readonly kind: RunKind;
  readonly grant: string;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly position: number;
  readonly perDate: string | null;
  readonly state: RunState;
  /** The process that has it or had it, with its machine. */
  readonly holder: string;
  readonly started: string;
  readonly ended: string | null;
  /** How far it has come, in Swedish. */
  readonly progress: string | null;
  /** What it made when it last came through; null where it never has. */
  readonly result: RunResult | null;
  /** The code of the refusal that ended it; null where none did. */
  readonly code: string | null;
}

const ID_LENGTH = 16;

/** 16 hexadecimal digits of a hash of all that decides what a run makes. */
export function runId({ kind, grant, asked, moment: { position, perDate }, root }: RunAsked): string {
  const named = Object.entries(asked).filter(([, value]) => value !== undefined);
  const content = JSON.stringify([kind, grant, named.sort(byName), position, perDate ?? null, root]);
  return createHash('sha256').update(content).digest('hex').slice(0, ID_LENGTH);
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

/** A row as both engines read it: times in milliseconds since 1970, `alive` by the database's clock. */
export interface RunRow {
  readonly id: string;
  readonly kind: RunKind;
  readonly grant: string;
  readonly asked: string;
  readonly position: number;
  readonly perDate: string | null;
  readonly state: RunState;
  readonly holder: string;
  readonly started: number;
  readonly ended: number | null;
  readonly alive: number;
  readonly progress: string | null;
  readonly result: string | null;
  readonly code: string | null;
}

/** A lease runs out by the database's clock; at once where its holder is known to be dead. */
export const isUnderWay = ({ state, alive, holder }: Pick<RunRow, 'state' | 'alive' | 'holder'>): boolean =>
  state === 'running' && alive === 1 && !isOfTheDead(holder);

/** A run as it stands. */
export function runIn(row: RunRow): Run {
  const { id, kind, grant, position, perDate, holder, progress, code } = row;
  return {
    ...{ id, kind, grant, position, perDate, holder, progress, code },
    asked: JSON.parse(row.asked) as Run['asked'],
    state: row.state === 'running' && !isUnderWay(row) ? 'cut-off' : row.state,
    started: new Date(row.started).toISOString(),
    ended: row.ended === null ? null : new Date(row.ended).toISOString(),
    result: row.result === null ? null : (JSON.parse(row.result) as RunResult),
  };
}

/** What whoever comes meanwhile is told: RUN_UNDER_WAY. */
export function underWay(row: RunRow): DomainError {
  const { kind, grant, started, progress } = runIn(row);
  const [, host = row.holder, process = ''] = /^(.+)-(\d+)-[0-9a-f]{8}-[0-9a-f-]{27}$/.exec(row.holder) ?? [];
  return new DomainError('RUN_UNDER_WAY', {
    ...{ run: row.id, kind, grant, host, process, started, progress: progress ?? 'nyss börjat' },
  });
}
