import { DomainError, OrganisationNumber } from '#kernel';
import type { XmlElement } from '#xml';

import { mustHave } from './fields.js';
import type { Party } from './invoice.js';
import { allAt, textAt } from './element.js';

/** Seller or buyer. Refuses with INVOICE_FIELD_MALFORMED where it is not named. */
export function partyOf(root: XmlElement, path: string, term: string): Party {
  const party = mustHave(allAt(root, path)[0] ?? null, term);
  const name = textAt(party, 'cac:PartyLegalEntity/cbc:RegistrationName') ?? textAt(party, 'cac:PartyName/cbc:Name');
  const country = textAt(party, 'cac:PostalAddress/cac:Country/cbc:IdentificationCode');
  const vatNumber = registrationOf(party, (scheme) => scheme === 'VAT');
  const number = textAt(party, 'cac:PartyLegalEntity/cbc:CompanyID');
  const isSwedish = country === 'SE' || vatNumber?.startsWith('SE') === true;
  return {
    name: mustHave(name, term),
    organisationNumber: number !== null && isSwedish ? plainDigits(number) : number,
    vatNumber,
    taxRegistration: registrationOf(party, (scheme) => scheme !== 'VAT'),
    country,
  };
}

function registrationOf(party: XmlElement, isOf: (scheme: string | null) => boolean): string | null {
  const schemes = allAt(party, 'cac:PartyTaxScheme');
  const scheme = schemes.find((candidate) => isOf(textAt(candidate, 'cac:TaxScheme/cbc:ID')));
  return scheme === undefined ? null : textAt(scheme, 'cbc:CompanyID');
}

/** The ten digits where it is an organisation number, else as it stands: what is wrong with it is said by the rules. */
function plainDigits(number: string): string {
  try {
    return OrganisationNumber.parse(number).toString();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return number;
  }
}
