/** What a door makes of a refusal: an exit code, an HTTP status. */
export type RefusalKind = 'refused' | 'not-found' | 'conflict' | 'usage' | 'integrity' | 'unavailable';

export interface Refusal {
  readonly kind: RefusalKind;
  /** What a person reads, in Swedish: what is wrong, and what to do. `{name}` is filled from the details. */
  readonly says: string;
}
