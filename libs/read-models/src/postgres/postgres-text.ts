/**
 * What PostgreSQL has no text for: NUL, raw or as JSON writes it, and half a pair of surrogates, which JSON alone can write.
 * Each stands in the rows as U+0001 and what tells it, and U+0001 itself as well: so texts keep their order and are told
 * apart, whether they stand in a column or are read out of JSON, or out of JSON in JSON.
 */
const UNKEPT = /[\u0000\u0001]|\\+u(?:000[01]|d[89a-f][0-9a-f]{2})/g;
const KEPT = /\u0001[01]|\\+u0001(?:[01]|d[89a-f][0-9a-f]{2})/g;
/** Most texts hold none, and a look is enough. */
const MAY_BE_UNKEPT = /[\u0000\u0001]|\\u(?:000[01]|d[89a-f])/;
const MAY_BE_KEPT = /\u0001|\\u0001/;

/** How what is not kept is told after the mark. */
const TOLD = new Map([
  ['\u0000', '\u00010'],
  ['\u0001', '\u00011'],
  ['0000', '00010'],
  ['0001', '00011'],
]);
const UNTOLD = new Map([...TOLD].map(([raw, told]) => [told, raw]));

/** A text as PostgreSQL can keep it. */
export function kept(text: string): string {
  if (!MAY_BE_UNKEPT.test(text)) return text;
  return text.replace(UNKEPT, (found) => {
    const at = found.indexOf('u') + 1;
    const code = found.slice(at);
    return found.slice(0, at) + (TOLD.get(code) ?? `0001${code}`);
  });
}

/** The text that was kept. */
export function unkept(text: string): string {
  if (!MAY_BE_KEPT.test(text)) return text;
  return text.replace(KEPT, (found) => {
    const at = found.indexOf('u') + 1;
    const told = found.slice(at);
    return found.slice(0, at) + (UNTOLD.get(told) ?? told.slice('0001'.length));
  });
}
