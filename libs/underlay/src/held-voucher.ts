import type { RecordedEvent } from '#event-log';
import { EventCatalogue, fold, textToOre } from '#kernel';
import {
  type Rest,
  voucherDecider,
  type VoucherEvent,
  voucherEventTypes,
  type VoucherLine,
  type VoucherName,
  type VoucherPrivate,
  voucherStream,
} from '#ledger';
import type { Moment } from '#read-models';

import type { Source } from './source.js';

const catalogue = new EventCatalogue(voucherEventTypes);

type Objects = VoucherLine['objects'];
type LinePrivate = NonNullable<VoucherPrivate['lines']>[number][1];

/** What a line or a correction says, with the texts and private objects that its event holds. */
export interface HeldEntry {
  readonly account: string;
  readonly objects: Objects;
  readonly privateObjects: Objects;
  /** Whole öre, debit positive. */
  readonly ore: number;
  readonly quantity: string | undefined;
  /** Only where it is not the voucher's. */
  readonly date: string | undefined;
  /** Undefined where it has none of its own: then the voucher's holds. */
  readonly text: string | undefined;
  readonly signature: string | undefined;
  /** A decision has erased its texts and private objects. */
  readonly isErased: boolean;
}
export interface HeldLine extends HeldEntry {
  readonly line: number;
}
export interface HeldCorrection extends HeldEntry {
  readonly kind: 'struck' | 'added';
}

/** A recorded voucher with all that the log holds of it. */
export interface HeldVoucher extends VoucherName {
  readonly date: string;
  readonly registered: string | null;
  readonly scope: 'all' | 'grant';
  /** Empty where there is none, or it is erased. */
  readonly text: string;
  readonly signature: string;
  /** A decision has erased the voucher's own text. */
  readonly isErased: boolean;
  readonly lines: readonly HeldLine[];
  /** What scope `grant` left out, summed. */
  readonly rest: readonly Rest[];
  readonly corrections: readonly HeldCorrection[];
}

/** A voucher out of its own stream as it stood at a position; null where it did not stand then. */
export async function heldVoucher(
  { log }: Source,
  name: VoucherName,
  { position }: Moment,
): Promise<HeldVoucher | null> {
  const stream = voucherStream(name.book, name.series, name.number);
  const history = (await log.readStream(stream)).filter((event) => event.position <= position).map(asEvent);
  const voucher = fold(voucherDecider, history);
  if (voucher.status !== 'recorded') return null;
  const { book, series, number, date, registered, scope, rest } = voucher;
  const said = new Said();
  for (const event of history) said.take(event);
  const lines = [...voucher.lines.values()].sort((one, other) => one.line - other.line);
  return {
    ...{ book, series, number, date, registered, scope, rest },
    ...{ text: said.text, signature: said.signature, isErased: said.isErased },
    lines: lines.map((line) => ({ line: line.line, ...said.entry(line, said.ofLine(line.line)) })),
    corrections: said.corrections,
  };
}

/** Every event of a voucher is plain JSON: lifted to its newest shape it is the domain's. */
function asEvent(event: RecordedEvent): VoucherEvent {
  const part = event.private === undefined ? {} : { private: event.private };
  return { type: event.type, data: catalogue.lift(event), ...part } as VoucherEvent;
}

type Correction = NonNullable<Extract<VoucherEvent, { type: 'VoucherRecorded' }>['data']['corrections']>[number];
/** What a private part says; null where it is erased. */
type Private = LinePrivate | null | undefined;

/** Gathers the texts of a voucher along its events: what was said last holds. */
class Said {
  text = '';
  signature = '';
  isErased = false;
  corrections: readonly HeldCorrection[] = [];
  private lines = new Map<number, Private>();

  take(event: VoucherEvent): void {
    switch (event.type) {
      case 'VoucherRecorded':
        if ((event.data.part?.number ?? 1) === 1) this.begin(event.private, event.data.corrections);
        this.takeLines(event.data.lines, event.private);
        break;
      case 'VoucherExtended':
        this.takeLines(event.data.lines, event.private);
        break;
      case 'VoucherRestated':
        this.begin(event.private, event.data.corrections);
        this.takeLines(event.data.added, event.private);
        break;
      default:
    }
  }

  ofLine(line: number): Private {
    return this.lines.get(line);
  }

  entry({ account, objects, amount, quantity, date }: Omit<VoucherLine, 'line'>, part: Private): HeldEntry {
    return {
      ...{ account, objects, ore: textToOre(amount), quantity, date },
      ...{ text: part?.text, signature: part?.signature, privateObjects: part?.objects ?? [], isErased: part === null },
    };
  }

  /** The source says the voucher anew, whole: its text, its signature and its corrections. */
  private begin(part: VoucherPrivate | null | undefined, corrections: readonly Correction[] = []): void {
    this.text = part?.text ?? '';
    this.signature = part?.signature ?? '';
    this.isErased = part === null;
    const texts = new Map<number, Private>(part?.corrections);
    this.corrections = corrections.map((correction, place) => ({
      kind: correction.kind,
      ...this.entry(correction, part === null ? null : texts.get(place)),
    }));
  }

  private takeLines(lines: readonly VoucherLine[], part: VoucherPrivate | null | undefined): void {
    const texts = new Map<number, Private>(part?.lines);
    for (const { line } of lines) this.lines.set(line, part === null ? null : texts.get(line));
  }
}
