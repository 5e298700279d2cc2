import { type DocumentDescribed, documentDecider, documentStream } from '#evidence';
import type { DocumentKind } from '#kernel';
import type { PayShare } from '#ledger';
import { type PersonDocument, personDocuments } from '#read-models';

import { DocumentsByName } from '../evidence/documents-by-name.js';
import { type LookedIn, stateOf } from './salary-line.js';

type Originals = Pick<PayShare, 'payslip' | 'contract' | 'support'>;

/** A share whose originals are looked for. */
interface Sought {
  readonly person: string;
  /** What the person would be called by another number: originals may be described by that. */
  readonly alsoAs: string | null;
  readonly pay: Pick<PayShare, 'from' | 'to' | 'charged'>;
  /** What the list says that the payslip's file is called. */
  readonly payslip: string | null;
}

type Persons = readonly (string | null)[];

/** Finds what shares of pay rest on, among the documents of one moment. */
export class Attaching {
  private names: Promise<DocumentsByName> | null = null;
  private readonly ofPersons = new Map<string, Promise<readonly PersonDocument[]>>();
  private readonly states = new Map<string, Promise<string | null>>();

  constructor(private readonly where: LookedIn) {}

  /**
   * The originals that a share rests on: the payslip that the list names by its file, else that of the person's days; the contract
   * that holds then, and the certificate of the share or the timesheet of the hours. Null for what is not there or has been
   * erased, and for a payslip whose name several files have: then it is missing.
   */
  async originalsOf({ person, alsoAs, pay, payslip }: Sought): Promise<Originals> {
    const own = alsoAs === null ? [] : await this.of(alsoAs);
    const all = [...own, ...(await this.of(person))].filter((document) => isOf(document, pay));
    const last = (kind: DocumentKind) => this.standing(all.filter((one) => one.kind === kind).at(-1)?.document);
    return {
      payslip: payslip === null ? await last('payslip') : await this.called(payslip, [person, alsoAs]),
      contract: await last('employment-contract'),
      support: await last(pay.charged.form === 'share' ? 'certificate' : 'timesheet'),
    };
  }

  /** Of several versions of a contract the one that was described last holds. */
  private of(person: string): Promise<readonly PersonDocument[]> {
    const { to, moment } = this.where;
    return kept(this.ofPersons, person, () => personDocuments(to.models.db, person, moment));
  }

  /** The only document of the name, unless somebody said that it is something else, or somebody else's. */
  private async called(file: string, persons: Persons): Promise<string | null> {
    const { to, moment } = this.where;
    const [document, another] = (await (this.names ??= DocumentsByName.at(to, moment))).called(file);
    return another === undefined ? this.standing(document, persons) : null;
  }

  private standing(document: string | undefined, persons?: Persons): Promise<string | null> {
    if (document === undefined) return Promise.resolve(null);
    return kept(this.states, `${document} ${persons?.join(' ') ?? ''}`, async () => {
      const state = await stateOf(this.where.to.log, documentDecider, documentStream(document));
      if (state.status === 'absent' || state.isErased) return null;
      return mayBePayslipOf(persons, state.described?.data) ? document : null;
    });
  }
}

/** Whether nobody has said that a document is something else than a payslip, or another person's; of anybody where none is named. */
function mayBePayslipOf(persons: Persons | undefined, said: DocumentDescribed['data'] | undefined): boolean {
  if (persons === undefined || said === undefined || said.basis === 'suggested') return true;
  return said.kind === 'payslip' && (said.facts.person === undefined || persons.includes(said.facts.person));
}

/** Whether a document is of any of the days; one that says no days is of all. */
const isOf = ({ from, to }: PersonDocument, days: Pick<PayShare, 'from' | 'to'>): boolean =>
  (from === null || from <= days.to) && (to === null || to >= days.from);

/** What was looked up once. */
function kept<Value>(there: Map<string, Promise<Value>>, key: string, look: () => Promise<Value>): Promise<Value> {
  const known = there.get(key) ?? look();
  there.set(key, known);
  return known;
}
