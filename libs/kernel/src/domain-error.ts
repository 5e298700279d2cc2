import { type RefusalCode, sentenceOf } from './refusals/catalogue.js';

/** What a refusal says beside its code: names of rules' subjects and figures, never quoted free text. */
export type Details = Readonly<Record<string, { toString(): string } | null>>;

/** A refusal that the business expects. Anything else that is thrown is a bug and ends the request. */
export class DomainError extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly details: Details = {},
  ) {
    super(sentenceOf(code, details));
    this.name = 'DomainError';
  }
}
