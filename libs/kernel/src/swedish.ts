const NO_BREAK_SPACE = '\u00a0';
const MINUS = '\u2212';

/** An amount as written in Swedish: `−1 234,50`, with a no-break space. */
export const amountInSwedish = (amount: string): string =>
  amount
    .replace('-', MINUS)
    .replace('.', ',')
    .replaceAll(/\B(?=(?:\d{3})+,)/g, NO_BREAK_SPACE);

/** A whole number with the thousands apart, `−1 234`. */
export const countInSwedish = (count: number): string =>
  String(count)
    .replace('-', MINUS)
    .replaceAll(/\B(?=(?:\d{3})+$)/g, NO_BREAK_SPACE);

/** The words for how many of something there are: `1 rad`, `2 rader`. */
export const counted = (count: number, one: string, many: string): string =>
  `${countInSwedish(count)} ${count === 1 ? one : many}`;
