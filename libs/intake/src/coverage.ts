import type { Recorded } from './import-target.js';

/** The days and series that a file speaks of: only inside them can a recorded voucher be missing from it. */
export class Coverage {
  private from = '9999-12-31';
  private to = '';
  private readonly series = new Set<string>();

  see(date: string, series: string): void {
    if (date < this.from) this.from = date;
    if (date > this.to) this.to = date;
    this.series.add(series);
  }

  holds({ date, series }: Pick<Recorded, 'date' | 'series'>): boolean {
    return date >= this.from && date <= this.to && this.series.has(series);
  }

  /** Null where the file held no voucher. */
  toJSON(): { from: string; to: string; series: string[] } | null {
    return this.to === '' ? null : { from: this.from, to: this.to, series: [...this.series].sort() };
  }
}
