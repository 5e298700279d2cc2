import Organisationsnummer from 'organisationsnummer';

import { DomainError } from './domain-error.js';

// The package's types describe an ES module, what Node loads is its CommonJS build: the class itself.
const checked = Organisationsnummer as unknown as { valid(text: string): boolean };

/** The number of a legal person, ten digits with a check digit (lag 1974:174), or of a sole trader. */
export class OrganisationNumber {
  private constructor(private readonly digits: string) {}

  /** Accepts `2321000164` and `232100-0164`; refuses with ORGANISATION_NUMBER_MALFORMED. */
  static parse(text: string): OrganisationNumber {
    const digits = text.replace(/^(\d{6})-(\d{4})$/, '$1$2');
    if (!/^\d{10}$/.test(digits) || !checked.valid(digits)) {
      throw new DomainError('ORGANISATION_NUMBER_MALFORMED', {});
    }
    return new OrganisationNumber(digits);
  }

  /** A sole trader's number is a personal number, and so personal data: its third digit is 0 or 1, a month. */
  get isPersonal(): boolean {
    return this.digits.charAt(2) < '2';
  }

  equals(other: OrganisationNumber): boolean {
    return this.digits === other.digits;
  }

  toString(): string {
    return this.digits;
  }

  toJSON(): string {
    return this.digits;
  }
}
