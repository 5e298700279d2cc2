/** A point to look from: a position of the log, and optionally only what is dated up to a day. */
export interface Moment {
  readonly position: number;
  /** Vouchers by accounting date, a grant's events by the day that they are of. */
  readonly perDate?: string;
}

/** Later than any day: no filter by date. */
const NO_DAY = '9999-12-31';
export const dayOf = ({ perDate = NO_DAY }: Moment): string => perDate;
