/** What of a SIE file is to go. */
export interface SieErasure {
  /** The lines on which the vouchers begin (#VER), from 1; `all`: every private field of the file, outside vouchers too. */
  readonly vouchers: ReadonlySet<number> | 'all';
  /** Dimensions that name people: their objects go from the vouchers' lines. */
  readonly privateDimensions: ReadonlySet<string>;
  /** Of those dimensions the objects that go from the file's own register too: see `sieObject`. With `all` every one. */
  readonly objects: ReadonlySet<string>;
}

/** An object of a dimension as `SieErasure` names it. */
export const sieObject = (dimension: string, object: string): string => `${dimension}\n${object}`;

/** Whether an object goes from the file's own register and balances. */
export const isErasedObject =
  ({ vouchers, privateDimensions, objects }: SieErasure) =>
  (dimension: string, object: string): boolean =>
    privateDimensions.has(dimension) && (vouchers === 'all' || objects.has(sieObject(dimension, object)));
