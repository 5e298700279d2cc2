/** The stream of one original: `document-` and what its bytes come to under the organisation's naming key. */
export const documentStream = (document: string): string => `document-${document}`;

/** The document that a stream is of; null where it is of none. */
export const documentOfStream = (stream: string): string | null =>
  stream.startsWith(documentStream('')) ? stream.slice(documentStream('').length) : null;

/** The stream of one person whose pay is charged to a grant; the id says nothing of who it is. */
export const personStream = (person: string): string => `person-${person}`;

/** The stream of what evidence costs need: a revision is a version of it. */
export const REQUIREMENTS_STREAM = 'requirements';
