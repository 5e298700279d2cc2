import { DomainError } from '#kernel';
import { type XmlElement, type XmlForm, XmlReading } from '#xml';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:';
const ATTACHMENT = 'cbc:EmbeddedDocumentBinaryObject';
/** What no invoice goes beyond; an attachment is counted as base64. */
const INVOICE: XmlForm = {
  namespaces: {
    [`${UBL}Invoice-2`]: '',
    [`${UBL}CreditNote-2`]: '',
    [`${UBL}CommonAggregateComponents-2`]: 'cac:',
    [`${UBL}CommonBasicComponents-2`]: 'cbc:',
  },
  ...{ recordDepth: 0, mostBytes: 128 * 2 ** 20, deepest: 60, mostElements: 200_000 },
  longestText: (name) => (name === ATTACHMENT ? 64 * 2 ** 20 : 1 << 20),
};

/**
 * Reads an invoice's XML whole, its elements by their names with `cac:` or `cbc:`. Refuses with XML_DOCTYPE_FORBIDDEN, XML_BROKEN and
 * XML_TOO_LARGE.
 */
export async function readElement(bytes: AsyncIterable<Uint8Array>): Promise<XmlElement> {
  const roots: XmlElement[] = [];
  const reading = new XmlReading(INVOICE, {
    take: (root) => {
      roots.push(root);
    },
  });
  for await (const chunk of bytes) reading.write(chunk);
  reading.end();
  const [root] = roots;
  if (root === undefined) throw new DomainError('XML_BROKEN', { line: 1 });
  return root;
}

/** Every element at a path below this one, `cac:Party/cac:PartyName`. */
export function allAt(element: XmlElement, path: string): readonly XmlElement[] {
  let found: readonly XmlElement[] = [element];
  for (const step of path.split('/'))
    found = found.flatMap(({ children }) => children.filter(({ name }) => name === step));
  return found;
}

/** The text of the first element at a path; null where there is none or it is empty. */
export function textAt(element: XmlElement, path: string): string | null {
  const text = allAt(element, path)[0]?.text ?? '';
  return text === '' ? null : text;
}
