/**
 * The bytes that give a SIE file its form; all of them mean the same in every encoding that it comes in. A file that
 * reads every byte takes them into constants of its own, which the compiler folds: an imported one is loaded each time.
 */
export const BYTE = {
  TAB: 9,
  LF: 10,
  CR: 13,
  SPACE: 32,
  QUOTE: 34,
  HASH: 35,
  MINUS: 45,
  DOT: 46,
  ZERO: 48,
  NINE: 57,
  BACKSLASH: 92,
  OPEN: 123,
  CLOSE: 125,
} as const;
