/**
 * What PostgreSQL has no text for: NUL and half a pair of surrogates, raw or as JSON writes them.
 * Each stands in the rows as U+0001 and what tells it, and U+0001 itself as well: so texts keep their order and are told
 * apart, whether they stand in a column or are read out of JSON, or out of JSON in JSON.
 */
const UNKEPT =
  /[\u0000\u0001]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\\+u(?:000[01]|d[89a-f][0-9a-f]{2})/g;
const KEPT = /\u0001(?:[01]|d[89a-f][0-9a-f]{2})|\\+u0001(?:[01]|d[89a-f][0-9a-f]{2})/g;
/** Most texts hold none, and a look is enough. */
const MAY_BE_UNKEPT = /[\u0000\u0001\ud800-\udfff]|\\u(?:000[01]|d[89a-f])/;
const MAY_BE_KEPT = /\u0001|\\u0001/;

/** A text as PostgreSQL can keep it. */
export function kept(text: string): string {
  if (!MAY_BE_UNKEPT.test(text)) return text;
  return text.replace(UNKEPT, (found) => {
    if (found.length === 1) return `\u0001${told(found.charCodeAt(0))}`;
    const at = found.lastIndexOf('u') + 1;
    return `${found.slice(0, at)}0001${told(parseInt(found.slice(at), 16))}`;
  });
}

/** The text that was kept. */
export function unkept(text: string): string {
  if (!MAY_BE_KEPT.test(text)) return text;
  return text.replace(KEPT, (found) => {
    if (found.startsWith('\u0001')) return String.fromCharCode(parseInt(found.slice(1), 16));
    const at = found.lastIndexOf('u') + 1;
    return found.slice(0, at) + found.slice(at + '0001'.length).padStart(4, '0');
  });
}

const told = (code: number): string => code.toString(16);
