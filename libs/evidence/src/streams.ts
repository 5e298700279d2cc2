/** The stream of one original: `document-` and what its bytes come to under the organisation's naming key. */
export const documentStream = (document: string): string => `document-${document}`;

/** The stream of one person whose pay is charged to a grant; the id says nothing of who it is. */
export const personStream = (person: string): string => `person-${person}`;

/** The stream of what evidence costs need: a revision is a version of it. */
export const REQUIREMENTS_STREAM = 'requirements';
