import type { StatedCoverage } from './voucher-file.js';

type Objects = readonly (readonly [dimension: string, object: string])[];
interface Spoken {
  readonly date: string;
  readonly series: string;
}

/**
 * What a file speaks of: only inside it can a recorded voucher, or a line of an extract, be missing. Days and series are
 * those of its vouchers, and an extract's codes those of its lines, as far as the caller does not say otherwise.
 */
export class Coverage {
  private from = '9999-12-31';
  private to = '';
  private readonly series = new Set<string>();
  private readonly codes = new Map<string, Set<string>>();
  private seen = false;
  /** Some of the file could not be read at all, so that nothing can be said to be missing from it. */
  isUncertain = false;

  /** `dimension`: the one that an extract is filtered on unless the caller says which; undefined where it is not known. */
  constructor(
    private readonly stated: StatedCoverage,
    private readonly form: 'whole' | 'extract',
    private readonly dimension: string | undefined,
  ) {
    for (const [name, object] of stated.codes ?? []) this.addCode(name, object);
    for (const series of stated.series ?? []) this.series.add(series);
  }

  see(date: string, series: string): void {
    this.seen = true;
    if (date < this.from) this.from = date;
    if (date > this.to) this.to = date;
    if (this.stated.series === undefined) this.series.add(series);
  }

  seeObjects(objects: Objects): void {
    if (this.form === 'whole' || this.stated.codes !== undefined) return;
    for (const [dimension, object] of objects) if (dimension === this.dimension) this.addCode(dimension, object);
  }

  /** Whether a line of this voucher may stand in the file by what the caller says of it. */
  allows({ date, series }: Spoken): boolean {
    const { from = date, to = date, series: named } = this.stated;
    return date >= from && date <= to && (named?.includes(series) ?? true);
  }

  /** Whether a voucher would stand in the file if its source still had it. */
  holds({ date, series }: Spoken): boolean {
    if (this.isUncertain) return false;
    const { from = this.from, to = this.to } = this.stated;
    return date >= from && date <= to && this.series.has(series);
  }

  /** Whether a line with these objects would; of whole vouchers every line does. */
  speaksOf(objects: Objects): boolean {
    if (this.form === 'whole') return true;
    if (this.isUncertain) return false;
    return objects.some(([dimension, object]) => this.codes.get(dimension)?.has(object) === true);
  }

  /** Null where the file held no voucher and nothing was said of it. */
  toJSON(): { from: string; to: string; series: string[]; codes: [string, string][] | null } | null {
    const { from = this.from, to = this.to } = this.stated;
    if (!this.seen && (this.stated.from === undefined || this.stated.to === undefined)) return null;
    const codes = [...this.codes].flatMap(([dimension, objects]) =>
      [...objects].sort().map((object): [string, string] => [dimension, object]),
    );
    return { from, to, series: [...this.series].sort(), codes: this.form === 'whole' ? null : codes };
  }

  private addCode(dimension: string, object: string): void {
    const objects = this.codes.get(dimension) ?? new Set<string>();
    this.codes.set(dimension, objects.add(object));
  }
}
