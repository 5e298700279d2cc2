import type { Support } from '#evidence';
import type { DocumentKind } from '#kernel';
import type { VoucherName } from '#ledger';

import { latest } from './dialect.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

/** Something that supports a line, as it stands. */
export interface LinkRow extends VoucherName {
  readonly line: number;
  readonly form: 'document' | 'reposting' | 'accrual';
  /** The document's id, or the voucher's book, series and number as a JSON list. */
  readonly evidence: string;
  /** In öre, signed as the line is. */
  readonly ore: number;
  /** The rule that found it; null where a person said it. */
  readonly rule: string | null;
  readonly position: number;
  /** What the document is; null for a voucher, and where it is not known. */
  readonly kind: DocumentKind | null;
  /** The key of whoever sent the document; null where none is known. */
  readonly supplier: string | null;
}
/** A voucher that a cost was moved from, or that takes it back. */
export interface Through extends VoucherName {
  /** Whether documents or pay behind it prove anything of the line. */
  readonly proves: boolean;
}
interface ShareRow extends VoucherName {
  readonly line: number;
  readonly ore: number;
  readonly payslip: string | null;
  readonly contract: string | null;
  readonly support: string | null;
}

const STANDS = 'position <= :position AND gone > :position';
const LINKS = `WITH kind AS (SELECT document, kind, facts ->> 'supplierKey' AS supplier FROM ${latest('document_description', 'document')})
SELECT l.book, l.series, l.number, l.line, l.form, l.evidence, l.ore, l.rule, l.position, kind.kind, kind.supplier
FROM evidence_link l LEFT JOIN kind ON l.form = 'document' AND kind.document = l.evidence
WHERE ${STANDS} ORDER BY l.book, l.series, l.number, l.line, l.position, l.evidence`;
// Not where a link replaces it at once: then nothing was let go of.
const UNLINKED = `SELECT l.book, l.series, l.number, l.line, max(l.gone) AS position FROM evidence_link l
WHERE l.gone <= :position AND NOT EXISTS (SELECT 1 FROM evidence_link o WHERE o.book = l.book AND o.series = l.series
  AND o.number = l.number AND o.line = l.line AND o.form = l.form AND o.evidence = l.evidence AND o.position = l.gone)
GROUP BY l.book, l.series, l.number, l.line`;
type Unlinked = VoucherName & { readonly line: number; readonly position: number };
const SHARES = `SELECT book, series, number, line, ore,
  data ->> 'payslip' AS payslip, data ->> 'contract' AS contract, data ->> 'support' AS support FROM salary_share
WHERE ${STANDS} ORDER BY book, series, number, line, ordinal`;

/** Every link that stands at a moment, by voucher and line. */
export const links = (db: Rows, { position }: Moment): Promise<LinkRow[]> => db.all(LINKS, { position });

const nameOf = ({ book, series, number }: VoucherName): string => JSON.stringify([book, series, number]);
const lineOf = (of: VoucherName & { readonly line: number }): string => `${nameOf(of)} ${of.line}`;

/** A moved cost of a moved cost of … is followed so far. */
const DEEPEST = 5;

/** What supports lines at a moment. */
export class Supports {
  private readonly byLine = new Map<string, LinkRow[]>();
  private readonly byVoucher = new Map<string, LinkRow[]>();
  private readonly pay = new Map<string, ShareRow[]>();
  private readonly payOfVoucher = new Map<string, ShareRow[]>();

  private readonly unlinked: ReadonlyMap<string, number>;

  private constructor(all: readonly LinkRow[], shares: readonly ShareRow[], gone: readonly Unlinked[]) {
    this.unlinked = new Map(gone.map((one) => [lineOf(one), one.position]));
    for (const link of all) {
      put(this.byLine, lineOf(link), link);
      put(this.byVoucher, nameOf(link), link);
    }
    for (const share of shares) {
      put(this.pay, lineOf(share), share);
      put(this.payOfVoucher, nameOf(share), share);
    }
  }

  static async at(db: Rows, moment: Moment): Promise<Supports> {
    const { position } = moment;
    const shares = await db.all<ShareRow>(SHARES, { position });
    return new Supports(await links(db, moment), shares, await db.all<Unlinked>(UNLINKED, { position }));
  }

  /** The position at which evidence of a line was unlinked last; 0 where none was. */
  unlinkedAt(line: VoucherName & { readonly line: number }): number {
    return this.unlinked.get(lineOf(line)) ?? 0;
  }

  /** What is linked to a line, in the order that it was. */
  linksOf(line: VoucherName & { readonly line: number }): readonly LinkRow[] {
    return this.byLine.get(lineOf(line)) ?? [];
  }

  /** The vouchers that a line was moved from, and whether anything proves them. */
  throughOf(line: VoucherName & { readonly line: number }): readonly Through[] {
    const moved = this.linksOf(line).filter(({ form }) => form !== 'document');
    return moved.map((link) => {
      const [book = '', series = '', number = ''] = JSON.parse(link.evidence) as string[];
      return { book, series, number, proves: this.followed(link, DEEPEST).length > 0 };
    });
  }

  isPay(line: VoucherName & { readonly line: number }): boolean {
    return this.pay.has(lineOf(line));
  }

  /** What supports a line, as far as it can be followed: a moved cost by what supports the voucher that it was moved from. */
  of(line: VoucherName & { readonly line: number }): readonly Support[] {
    const shares = this.pay.get(lineOf(line)) ?? [];
    return [...this.linksOf(line).flatMap((link) => this.followed(link, DEEPEST)), ...shares.flatMap(ofShare)];
  }

  private followed(link: LinkRow, deeper: number): Support[] {
    const { form, evidence, ore, kind } = link;
    if (form === 'document') return kind === null ? [] : [{ kinds: [kind], ore }];
    if (deeper === 0) return [];
    const behind = (this.byVoucher.get(evidence) ?? []).flatMap((one) => this.followed(one, deeper - 1));
    const pay = (this.payOfVoucher.get(evidence) ?? []).flatMap(ofShare);
    return moved(ore, [...behind, ...pay]);
  }
}

/** What supports the voucher behind supports the moved amount as far as it goes, of each kind; a cost moved away is as well proved as one moved in. */
function moved(ore: number, behind: readonly Support[]): Support[] {
  const most = Math.abs(ore);
  const sums = new Map<string, Support>();
  for (const { kinds, ore: some } of behind) {
    const key = kinds.join(' ');
    sums.set(key, { kinds, ore: (sums.get(key)?.ore ?? 0) + Math.abs(some) });
  }
  return [...sums.values()].map((one) => ({ kinds: one.kinds, ore: Math.sign(ore) * Math.min(most, one.ore) }));
}

function ofShare({ ore, payslip, contract, support }: ShareRow): Support[] {
  const kinds: readonly (readonly [string | null, readonly DocumentKind[]])[] = [
    [payslip, ['payslip']],
    [contract, ['employment-contract']],
    [support, ['certificate', 'timesheet']],
  ];
  return kinds.flatMap(([document, of]) => (document === null ? [] : [{ kinds: of, ore }]));
}

function put<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
