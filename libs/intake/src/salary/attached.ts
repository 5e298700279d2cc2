import { documentDecider, documentStream } from '#evidence';
import type { DocumentKind } from '#kernel';
import type { PayShare } from '#ledger';
import { type PersonDocument, personDocuments } from '#read-models';

import { type LookedIn, stateOf } from './salary-line.js';

type Originals = Pick<PayShare, 'payslip' | 'contract' | 'support'>;

/**
 * The originals of a person that a share rests on: the payslip of its days, the contract that holds then, and the certificate of
 * the share or the timesheet of the hours. Null for what is not there, is several, or has been erased: then it is missing.
 */
export async function attached(
  where: LookedIn,
  person: string,
  pay: Pick<PayShare, 'from' | 'to' | 'charged'>,
): Promise<Originals> {
  const all = await personDocuments(where.to.models.db, person, where.moment);
  const one = (kind: DocumentKind) =>
    standingOne(
      where,
      all.filter((document) => document.kind === kind && isOf(document, pay)),
    );
  return {
    payslip: await one('payslip'),
    contract: await one('employment-contract'),
    support: await one(pay.charged.form === 'share' ? 'certificate' : 'timesheet'),
  };
}

/** Whether a document is of any of the days; one that says no days is of all. */
const isOf = ({ from, to }: PersonDocument, days: Pick<PayShare, 'from' | 'to'>): boolean =>
  (from === null || from <= days.to) && (to === null || to >= days.from);

/** The one that was described last, as several versions of a contract lie there; null where it is erased or there is none. */
async function standingOne({ to: { log } }: LookedIn, documents: readonly PersonDocument[]): Promise<string | null> {
  const document = documents.at(-1)?.document;
  if (document === undefined) return null;
  const state = await stateOf(log, documentDecider, documentStream(document));
  return state.status === 'archived' ? document : null;
}
