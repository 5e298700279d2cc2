import { DomainError, oreToText } from '#kernel';
import { type BookFacts, type ImportCompleted, type IntakeRules, isGrantAccount, matcher } from '#ledger';
import { voucherKeys, type VoucherKey } from '#read-models';

import type { StatedBalance } from '#sie';

import type { Bidragsbok } from './bidragsbok.js';
import { type LedgerContext, ledgerContext } from './ledger-context.js';

type Facts = Pick<
  BookFacts,
  'book' | 'scope' | 'form' | 'voucherIdentity' | 'privateDimensions' | 'dimensions' | 'preSystemFiles'
>;

/** What a file is read by where it is tried on no book at all. SIE reserves 7, 8 and 9 for employee, customer, supplier. */
const NO_BOOK: Facts = {
  book: 'dry-run',
  scope: 'all',
  form: 'whole',
  voucherIdentity: 'number',
  privateDimensions: ['7', '8', '9'],
  dimensions: {},
  preSystemFiles: 'postings',
};

/** A voucher that is recorded, or was and is withdrawn. */
export type Recorded = VoucherKey & { readonly date: string; readonly withdrawn: boolean };

/** What of the rules is the file's own. */
type Manner = Pick<IntakeRules, 'acceptChanges' | 'says' | 'speaksOf'>;

/** Where a file is taken in: a book of an organisation, or in a dry run perhaps none. */
export class ImportTarget {
  rules: IntakeRules;
  private manner: Manner = { acceptChanges: false };

  private constructor(
    readonly to: Bidragsbok | undefined,
    public ledger: LedgerContext | undefined,
  ) {
    this.rules = this.rulesNow();
  }

  /** Refuses with BOOK_UNKNOWN and BOOK_IS_OWN. */
  static async open(to: Bidragsbok | undefined, book: string | undefined): Promise<ImportTarget> {
    if (to === undefined || book === undefined) return new ImportTarget(to, undefined);
    const ledger = await ledgerContext(to, book);
    if (ledger.opened.facts.kind === 'own') throw new DomainError('BOOK_IS_OWN', { book });
    return new ImportTarget(to, ledger);
  }

  /** How this file is taken in: what it can say and speaks of, and whether what it changes is recorded. */
  by(manner: Manner): void {
    this.manner = manner;
    this.rules = this.rulesNow();
  }

  get facts(): Facts {
    return this.ledger?.opened.facts ?? NO_BOOK;
  }

  /** Whether a file's financial year has no day in common with the book's. */
  isApart({ from, to }: { readonly from: string | null; readonly to: string | null }): boolean {
    const own = this.ledger?.opened.facts.financialYear;
    if (own === undefined || from === null || to === null) return false;
    return to < own.from.toString() || from > own.to.toString();
  }

  /**
   * Of the balances that a file states those of grant income and grant liability, as the log keeps them; null for no book. Those
   * of an object that names a person stay out: they could be erased no more, and no line could be held against them.
   */
  grantBalances(stated: readonly StatedBalance[]): ImportCompleted['data']['balances'] {
    if (this.ledger === undefined) return null;
    const { roleOf } = this.ledger;
    const { privateDimensions } = this.rules;
    return stated
      .filter(({ account }) => isGrantAccount(roleOf(account)))
      .filter(({ objects }) => objects.every(([dimension]) => !privateDimensions.has(dimension)))
      .map(({ label, account, objects, ore }) => {
        const pairs = objects.map(([dimension, object]): [string, string] => [dimension, object]);
        return { label, account, objects: pairs, amount: oreToText(ore) };
      });
  }

  /** Reads the book and its codes again, after another command changed one of them. */
  async refresh(): Promise<void> {
    if (this.to === undefined || this.ledger === undefined) return;
    this.ledger = await ledgerContext(this.to, this.facts.book);
    this.rules = this.rulesNow();
  }

  /** The vouchers of the book that are recorded, or were, by the handful. */
  async *recorded(): AsyncGenerator<readonly Recorded[]> {
    if (this.to === undefined || this.ledger === undefined) return;
    yield* voucherKeys(this.to.models.db, this.facts.book);
  }

  private rulesNow(): IntakeRules {
    const { ledger, facts, manner } = this;
    const { form } = facts;
    const privateDimensions = new Set(facts.privateDimensions);
    const held = ledger ?? { matcher: matcher([], facts.book), roleOf: () => null };
    return { matcher: held.matcher, roleOf: held.roleOf, privateDimensions, form, ...manner };
  }
}
