import { documentEventTypes } from './document/document.events.js';
import { personEventTypes } from './person/person.events.js';
import { requirementsEventTypes } from './requirements/requirements.js';

export {
  DOCUMENT_FORMATS,
  type DocumentArchived,
  type DocumentDescribed,
  type DocumentEvent,
  type DocumentFacts,
  type DocumentFormat,
  type PrivateFacts,
} from './document/document.events.js';
export { documentCommands, recordedFacts } from './document/document.commands.js';
export {
  type ArchivedDocument,
  type DocumentCommand,
  documentDecider,
  type DocumentState,
  standing,
} from './document/document.js';
export { patientTraces } from './document/patient-traces.js';
export { DocumentMatching, type ExactMatch, type Matches, type PossibleMatch } from './matching/match-documents.js';
export {
  type MatchableDocument,
  type MatchableLine,
  type MatchableVoucher,
  type Reason,
  voucherName,
} from './matching/matchable.js';
export { type NamedOriginal, namedOriginals } from './matching/named-original.js';
export type { PersonRegistered } from './person/person.events.js';
export { type PersonCommand, personCommands, personDecider, type PersonState } from './person/person.js';
export { coverageOf, type Lack, type LineCoverage, type LineOfCost, type Support } from './requirements/coverage.js';
export {
  type DoubleFunding,
  FLAGGED,
  type Requirement,
  type RequirementsCommand,
  requirementsCommands,
  requirementsDecider,
  type RequirementsState,
  SHIPPED_REQUIREMENTS,
} from './requirements/requirements.js';
export { documentOfStream, documentStream, personStream, REQUIREMENTS_STREAM } from './streams.js';

/** Every event type of this room, for the catalogue of a log. */
export const evidenceEventTypes = [...documentEventTypes, ...personEventTypes, ...requirementsEventTypes] as const;
