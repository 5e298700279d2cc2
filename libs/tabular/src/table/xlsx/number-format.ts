/** The built-in formats that show a date or a time of day (ECMA-376 part 1, 18.8.30), those of East Asia included. */
const BUILT_IN: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
/** What a format shows as it stands: in quotation marks, brackets, or behind the signs for one literal character. */
const LITERALS = /"[^"]*"?|\[[^\]]*\]?|[\\_*]./g;
/** The word for no format, in English and in Swedish. */
const GENERAL = /general|standard/gi;

/** Whether a format shows a serial number as a day: by its built-in id, or by year, month or day in its code. */
export function showsDate(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.some(([from, to]) => id >= from && id <= to);
  return /[ymd]/i.test(code.replace(LITERALS, '').replace(GENERAL, ''));
}
