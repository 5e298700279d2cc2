import { DomainError } from '#kernel';

import { type ArrivingFile, type FileFormat, LARGEST_DOCUMENT } from './arriving-file.js';
import { extensionOf, maybeNamed, recognise } from './file-format.js';
import { pdfFault } from './pdf-content.js';
import { ZIP, zipContent } from './zip-content.js';

/** A file that may be kept: what it is, and its bytes. */
export interface Inspected {
  readonly format: FileFormat;
  readonly bytes: Buffer;
}

/**
 * Looks at a file that arrives before anything of it is kept. Refuses with DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE,
 * DOCUMENT_TYPE_UNKNOWN, DOCUMENT_IS_ACTIVE, FILE_NOT_WHAT_IT_SAYS, ARCHIVE_IN_ARCHIVE, DOCUMENT_HAS_MACROS,
 * DOCUMENT_UNREADABLE, XML_DOCTYPE_FORBIDDEN, PDF_HAS_SCRIPTS, PDF_IS_ENCRYPTED and PDF_CARRIES_PROGRAMS.
 */
export async function inspect(file: ArrivingFile): Promise<Inspected> {
  const bytes = await wholeOf(file);
  const zip = bytes.subarray(0, ZIP.length).equals(ZIP) ? await zipContent(bytes) : null;
  const found = recognise(bytes, zip);
  if ('refused' in found) throw new DomainError(found.refused);
  const { format } = found;
  if (!maybeNamed(file.name, format)) {
    throw new DomainError('FILE_NOT_WHAT_IT_SAYS', { extension: extensionOf(file.name), format });
  }
  refuseActive(format, bytes);
  return { format, bytes };
}

function refuseActive(format: FileFormat, bytes: Buffer): void {
  if (format === 'pdf') {
    const fault = pdfFault(bytes);
    if (fault !== null) throw new DomainError(fault);
  }
  // A declaration of entities can make a few bytes fill the memory, or have a reader fetch what it names.
  if (format === 'xml' && declaresType(bytes)) throw new DomainError('XML_DOCTYPE_FORBIDDEN');
}

const DOCTYPE = '<!DOCTYPE';
/** In any encoding that an XML document may have, whose letters are those of ASCII with or without zeros beside them. */
const declaresType = (bytes: Buffer): boolean =>
  ['latin1', 'utf16le'].some((encoding) => bytes.includes(Buffer.from(DOCTYPE, encoding as BufferEncoding))) ||
  bytes.includes(Buffer.from(DOCTYPE, 'utf16le').swap16());

function refuseLarge(size: number): void {
  if (size > LARGEST_DOCUMENT) throw new DomainError('DOCUMENT_TOO_LARGE', { limit: LARGEST_DOCUMENT });
}

/** The bytes, of which no more than a document's are ever held. */
async function wholeOf(file: ArrivingFile): Promise<Buffer> {
  refuseLarge(file.size ?? 0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.bytes()) {
    size += chunk.length;
    refuseLarge(size);
    chunks.push(chunk);
  }
  if (size === 0) throw new DomainError('DOCUMENT_EMPTY');
  return Buffer.concat(chunks);
}
