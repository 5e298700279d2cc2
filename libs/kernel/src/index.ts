export { type ByteEncoding, EncodingEvidence, startsWithBom } from './byte-encoding.js';
export { type Decider, fold } from './decider.js';
export { type Details, DomainError } from './domain-error.js';
export { type Event, EventCatalogue, type EventOf, EventType, type WireOf, type WrittenEvent } from './event-type.js';
export { LocalDate } from './local-date.js';
export { type Division, Money, oreToText, type RoundingRule, textToOre } from './money.js';
export { OrganisationNumber } from './organisation-number.js';
export { outputRefusal } from './output-refusal.js';
export { parsedBy, type Parser } from './parsed-by.js';
export { filledIn, type Refusal, type RefusalCode, type RefusalKind, refusals } from './refusals/catalogue.js';
export {
  type Actor,
  actor,
  amountText,
  date,
  dateText,
  DOCUMENT_KINDS,
  documentKind,
  type DocumentKind,
  identifier,
  money,
  organisationNumber,
  type Period,
  period,
  purposeArea,
  share,
} from './schemas.js';
export { Share } from './share.js';
export { amountInSwedish, counted, countInSwedish } from './swedish.js';
export { nearestKrona, wholeKronor } from './whole-kronor.js';
export { parseWrittenAmount } from './written-amount.js';
