/** As a recorded line may hold it. */
const LONGEST = 20;
/** Letters and digits, with what separates their groups: neither a formula nor a path is an account. */
const ACCOUNT = /^[\p{L}\p{N}][\p{L}\p{N}./_-]*$/u;
const DECIMALS = /^(\d+)\.0+$/;

/**
 * The account of a cell's text: verbatim, but for the decimals of a whole number (`4011.0`); with its name after it the
 * part before the first blank. Null for what is no account.
 */
export function accountOf(text: string, withName: boolean): string | null {
  const token = withName ? firstWord(text) : text;
  if (token.length > LONGEST || !ACCOUNT.test(token)) return null;
  return token.endsWith('.0') || token.endsWith('.00') ? token.replace(DECIMALS, '$1') : token;
}

/** What stands before the first blank, where that begins with a digit; else nothing. */
const firstWord = (text: string): string => /^\d\S*/.exec(text)?.[0] ?? '';

/** The account that a heading above a group of rows names, `4011 Inköp` or `Konto 4011`; null where it names none. */
export function accountOfHeading(text: string): string | null {
  const [, account] = /^(?:konto(?:nr)?\.?|account)?[\s:]*(\d{3,20})(?=$|[\s:,])/i.exec(text) ?? [];
  return account ?? null;
}
