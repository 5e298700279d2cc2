import { STATUS_CODES } from 'node:http';

import { type Details, type DomainError, type RefusalCode, type RefusalKind, refusals } from '#kernel';

/** Why a request was not carried out, as RFC 9457 has it: `application/problem+json`. */
export interface Problem {
  /** `urn:bidragsbok:refusal:CODE`, or `about:blank` where the status says all. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** A sentence in Swedish: what is wrong, and what to do. */
  readonly detail: string;
  readonly code?: string;
  readonly details?: Details;
}

const statuses: Readonly<Record<RefusalKind, readonly [status: number, title: string]>> = {
  usage: [400, 'Anropet går inte att läsa'],
  refused: [422, 'En regel hindrar det'],
  'not-found': [404, 'Finns inte'],
  conflict: [409, 'Krockar med det som redan står i liggaren'],
  integrity: [500, 'Liggaren är skadad'],
  unavailable: [503, 'Går inte just nu'],
};

/** HTTP has a status of its own for these. */
const ownStatuses: Partial<Readonly<Record<RefusalCode, number>>> = { UPLOAD_TOO_LARGE: 413 };

/** What the server refuses before a command is read. */
const sentences: Readonly<Record<number, string>> = {
  400: 'Innehållet är inte läsbar JSON. Rätta det och försök igen.',
  403: 'Anropet kommer från en annan webbplats. Gör det från Bidragsboks egen sida.',
  404: 'Adressen finns inte, eller tar inte emot den metoden. Se /openapi.json.',
  413: 'Innehållet är för stort. Dela upp det.',
  415: 'Innehållstypen går inte att läsa här. Se /openapi.json.',
};
const OUR_FAULT = 'Ett fel i programmet hindrade anropet. Försök igen, och anmäl felet om det kommer tillbaka.';

/** A refusal of the business, with its code and what it says beside it. */
export function problemOfRefusal({ code, message, details }: DomainError): Problem {
  const [ofKind, title] = statuses[refusals[code].kind];
  const status = ownStatuses[code] ?? ofKind;
  return { type: `urn:bidragsbok:refusal:${code}`, title, status, detail: message, code, details };
}

/** What the server itself refuses; 500 is a bug, of which nothing is shown. */
export const problemOfStatus = (status: number): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail: sentences[status] ?? OUR_FAULT,
});
