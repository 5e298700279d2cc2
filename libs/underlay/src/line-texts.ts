import type { VoucherPrivate } from '#ledger';

import type { Source } from './source.js';

/** What stands in the place of a text that a recorded decision has erased. */
export const ERASED = '(raderad text)';
// Events this close together cost less to read as one run than each on its own.
const NEAR = 8;

/** Texts are read by the handful, so that memory holds no more of them. */
const AT_ONCE = 500;

/** Where a line's text stands: the event that holds it, null where none is known, and the line's ordinal in its voucher. */
interface Place {
  readonly source: number | null;
  readonly line: number;
}

/** Texts of lines, out of the private parts of the events that hold them: no read model keeps any. */
export class LineTexts {
  private constructor(private readonly parts: ReadonlyMap<number, VoucherPrivate | null | undefined>) {}

  /** Reads the events that hold these lines, and few others. */
  static async read({ log }: Pick<Source, 'log'>, places: readonly Place[]): Promise<LineTexts> {
    const parts = new Map<number, VoucherPrivate | null | undefined>();
    for (const { from, to } of runs(places.flatMap(({ source }) => source ?? []))) {
      for (const { position, private: part } of await log.readAll(from - 1, to - from + 1)) {
        parts.set(position, part as VoucherPrivate | null | undefined);
      }
    }
    return new LineTexts(parts);
  }

  /** A line's own text, else its voucher's. */
  of({ source, line }: Place): string {
    const part = this.partAt(source);
    if (part === null) return ERASED;
    const own = part?.lines?.find(([ordinal]) => ordinal === line)?.[1].text;
    return own ?? part?.text ?? '';
  }

  /** The object of a dimension that names people or suppliers; null where the line has none, or it is erased. */
  objectOf({ source, line }: Place, dimension: string): string | null {
    const part = this.partAt(source);
    const objects = part?.lines?.find(([ordinal]) => ordinal === line)?.[1].objects ?? [];
    return objects.find(([name]) => name === dimension)?.[1] ?? null;
  }

  private partAt(source: number | null): VoucherPrivate | null | undefined {
    return source === null ? undefined : this.parts.get(source);
  }
}

/** Lines, each with the texts of those around it. */
export async function* withTexts<Line extends Place>(
  source: Pick<Source, 'log'>,
  lines: readonly Line[],
): AsyncGenerator<readonly [Line, LineTexts]> {
  for (let at = 0; at < lines.length; at += AT_ONCE) {
    const some = lines.slice(at, at + AT_ONCE);
    const texts = await LineTexts.read(source, some);
    for (const line of some) yield [line, texts];
  }
}

interface Run {
  readonly from: number;
  to: number;
}

function runs(positions: readonly number[]): Run[] {
  const found: Run[] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last !== undefined && position - last.to <= NEAR) last.to = position;
    else found.push({ from: position, to: position });
  }
  return found;
}
