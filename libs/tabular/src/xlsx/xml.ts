/** What XML 1.0 cannot hold, a carriage return that it would read as a line feed, and what looks like such an escape. */
const ESCAPED =
  /[\0-\x08\x0b-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|_(?=x[\da-f]{4}_)/gi;
const MARKUP = /[&<>"]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text inside an element or an attribute. */
export const escapeXml = (text: string): string => text.replace(MARKUP, (mark) => ENTITIES[mark] ?? mark);

/**
 * A text as a cell holds it, every character kept: what XML cannot hold is written `_x0001_`, and an underscore before
 * what would be read so is escaped itself (ST_Xstring, ECMA-376 part 1, 22.9.2.19).
 */
export const cellText = (text: string): string =>
  escapeXml(text.replace(ESCAPED, (mark) => `_x${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`));

/** `A` for the first column, `AA` for the 27th. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
