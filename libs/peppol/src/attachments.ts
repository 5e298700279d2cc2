import { DomainError } from '#kernel';
import type { XmlElement } from '#xml';

import { mustHave } from './fields.js';
import type { Attachment } from './invoice.js';
import { allAt, textAt } from './element.js';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Base64 that is decoded at once: whole groups of four characters. */
const PIECE = 1 << 20;

/** The files that the invoice carries, in order. Refuses with INVOICE_FIELD_MALFORMED what is no base64. */
export function attachmentsOf(root: XmlElement): readonly Attachment[] {
  return allAt(root, 'cac:AdditionalDocumentReference').flatMap((reference) => {
    const id = mustHave(textAt(reference, 'cbc:ID'), 'BT-122');
    const embedded = allAt(reference, 'cac:Attachment/cbc:EmbeddedDocumentBinaryObject').map((object): Attachment => {
      const { mimeCode = 'application/octet-stream', filename = id } = object.attributes;
      return { form: 'embedded', id, fileName: filename, mediaType: mimeCode, bytes: bytesOf(object.text) };
    });
    const uris = allAt(reference, 'cac:Attachment/cac:ExternalReference/cbc:URI').map(({ text }): Attachment => {
      return { form: 'external', id, uri: text.trim() };
    });
    return [...embedded, ...uris];
  });
}

function bytesOf(text: string): Uint8Array {
  const bare = text.replaceAll(/\s+/g, '');
  if (bare.length % 4 !== 0) throw malformed();
  const pieces: Buffer[] = [];
  for (let at = 0; at < bare.length; at += PIECE) {
    const piece = bare.slice(at, at + PIECE);
    const isLast = at + PIECE >= bare.length;
    if (!BASE64.test(piece) || (!isLast && piece.endsWith('='))) throw malformed();
    pieces.push(Buffer.from(piece, 'base64'));
  }
  return Buffer.concat(pieces);
}

const malformed = () => new DomainError('INVOICE_FIELD_MALFORMED', { term: 'BT-125' });
