import type { RecordedEvent } from '#event-log';
import type { Actor, WireOf } from '#kernel';
import type { ImportCounts, importEventTypes } from '#ledger';

import { vouchersInWords } from './ledger-sentences.js';
import { sentenceOf } from './sentences.js';
import { type Why, whyOf } from './why.js';

/** One thing that somebody did: a command with all that it brought about, or a file that was taken in. */
export interface HistoryRow {
  /** The command's id; of a file taken in, that of the import. */
  readonly command: string;
  /** The positions of its first and last event among those asked for. */
  readonly first: number;
  readonly last: number;
  /** When its first and its last event were recorded, UTC. */
  readonly recordedAt: string;
  readonly recordedUntil: string;
  readonly actor: Actor;
  /** The day that the facts are of, where the command named one. */
  readonly occurredOn: string | null;
  /** How many of its events are asked for. */
  readonly events: number;
  /** What was done, in Swedish, each a verb with the rest of a sentence. */
  readonly says: readonly string[];
  readonly why: readonly Why[];
}

type ImportWire = WireOf<(typeof importEventTypes)[number]>;

/** Of more events of one type than this only the number is told. */
const EACH_TOLD = 6;
/** Reasons and decisions that differ, of one command. */
const WHYS = 20;

/** A command as its events come by: it keeps words and numbers, never the events, whose number has no bound. */
export class CommandRow {
  private readonly counts = new Map<string, { events: number; readonly says: string[] }>();
  private readonly whys = new Map<string, Why>();
  private head: Head | null = null;
  private started: string | null = null;
  private completed: ImportCounts | null = null;
  private events = 0;

  /** Whether it is a file that is still being taken in: more of it may come at any time. */
  get isOpenImport(): boolean {
    return this.started !== null && this.completed === null;
  }

  get isAskedFor(): boolean {
    return this.events > 0;
  }

  /** Takes one more of its events in, its data in the newest shape. What began and ended an import frames it always. */
  add(event: RecordedEvent, isAskedFor: boolean): void {
    if (event.type === 'ImportStarted') this.started = sentenceOf(event.type).one(event);
    if (event.type === 'ImportCompleted') this.completed = (event.data as ImportCompletedData).vouchers;
    if (!isAskedFor) return;
    this.events += 1;
    this.head = headAfter(this.head, event);
    this.tell(event);
    for (const why of whyOf(event)) if (this.whys.size < WHYS) this.whys.set(JSON.stringify(why), why);
  }

  /** Undefined where none of its events is asked for. */
  row(): HistoryRow | undefined {
    const { head, events } = this;
    if (head === null) return undefined;
    return { ...head, events, says: [...this.ofFile(), ...this.ofEvents()], why: [...this.whys.values()] };
  }

  private tell(event: RecordedEvent): void {
    const { type } = event;
    const told = this.counts.get(type) ?? { events: 0, says: [] };
    this.counts.set(type, told);
    if (isLaterPart(event)) return;
    told.events += 1;
    if (told.events <= EACH_TOLD) told.says.push(sentenceOf(type).one(event));
  }

  /** A file is one sentence, whatever it holds. */
  private ofFile(): string[] {
    if (this.started === null) return [];
    return [
      this.completed === null ? `${this.started}, inte klart` : `${this.started}: ${vouchersInWords(this.completed)}`,
    ];
  }

  private ofEvents(): string[] {
    const isFile = this.started !== null;
    return [...this.counts].flatMap(([type, { events, says }]) => {
      // What became of the vouchers is what the file's own sentence tells.
      if (isFile && (type.startsWith('Import') || (this.completed !== null && type.startsWith('Voucher')))) return [];
      return events <= EACH_TOLD ? says : [sentenceOf(type).many(events)];
    });
  }
}
type Head = Omit<HistoryRow, 'events' | 'says' | 'why'>;
function headAfter(head: Head | null, event: RecordedEvent): Head {
  const { correlationId: command, position, recordedAt, actor, occurredOn = null } = event;
  const end = { last: position, recordedUntil: recordedAt };
  return head === null ? { command, first: position, recordedAt, actor, occurredOn, ...end } : { ...head, ...end };
}

type ImportCompletedData = Extract<ImportWire, { readonly type: 'ImportCompleted' }>['data'];

/** A long voucher is recorded in several events, and is one voucher all the same. */
function isLaterPart({ data }: RecordedEvent): boolean {
  const { part } = data as { readonly part?: { readonly number: number } };
  return part !== undefined && part.number > 1;
}
