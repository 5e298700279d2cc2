/** Where a file departs from the format in a way that leaves no doubt about what it says: read, and counted. */
export interface SieDeviations {
  /** Fields after the last one that the format knows. */
  unknownTrailingFields: number;
  /** Quotation marks that the line ended before closing. */
  unclosedQuotes: number;
  /** Text or braces where a label should stand. */
  strayText: number;
  /** Dimensions whose object is empty: left out. */
  emptyObjects: number;
  /** Quantities that are no number: left out. */
  unreadQuantities: number;
  /** Balances whose amount cannot be read: the account counts as having none. */
  unreadBalances: number;
}

export const noDeviations = (): SieDeviations => ({
  unknownTrailingFields: 0,
  unclosedQuotes: 0,
  strayText: 0,
  emptyObjects: 0,
  unreadQuantities: 0,
  unreadBalances: 0,
});
