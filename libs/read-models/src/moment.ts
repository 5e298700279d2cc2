/** A point to look from: a position of the log, and optionally only what is dated up to a day. */
export interface Moment {
  readonly position: number;
  /** Vouchers by accounting date, a grant's events by the day that they are of. */
  readonly perDate?: string;
}

/** Later than any day: no filter by date. */
const NO_DAY = '9999-12-31';

/** The last day that is asked for. */
export const dayOf = ({ perDate = NO_DAY }: Moment): string => perDate;

/** What every answer says of the moment that it is of. */
export const stamp = ({ position, perDate }: Moment): { readonly position: number; readonly perDate?: string } => ({
  position,
  ...(perDate === undefined ? {} : { perDate }),
});
