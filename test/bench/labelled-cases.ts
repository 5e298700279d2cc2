import { type MatchableDocument, type MatchableVoucher, voucherName } from '#evidence';

/** Documents and vouchers that belong to each other or only look so, with what is true of them. */
export interface LabelledCase {
  readonly documents: readonly MatchableDocument[];
  readonly vouchers: readonly MatchableVoucher[];
  /** What supports what: document, voucher and line, as `labelOf` writes them. */
  readonly truth: readonly string[];
}

/** One thing that is true: this document supports this line. */
export const labelOf = (document: string, voucher: string, line: number): string => `${document} ${voucher} ${line}`;

/** Whole numbers that look like chance and are the same every time (a linear congruence). */
export class Chance {
  constructor(private state: number) {}

  /** From 0, below a number. */
  below(most: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * most);
  }
}

interface Invoice {
  readonly supplier: string;
  readonly number: string;
  /** Whole öre. */
  readonly net: number;
  readonly total: number;
  readonly issued: string;
  readonly type?: 'invoice' | 'credit-note';
  readonly preceding?: string;
  readonly basis?: 'read' | 'suggested';
  readonly fileName?: string;
}
type Lines = readonly { readonly ore: number; readonly text?: string; readonly isWanting?: boolean }[];

const FIRST = [
  'Alfa',
  'Norrsken',
  'Björkens',
  'Strömdal',
  'Vinterviken',
  'Hjälmare',
  'Kungsleden',
  'Tallbacken',
  'Lövestad',
  'Sjöängen',
];
const SECOND = [
  '',
  ' Bygg',
  ' Omsorg',
  ' Data',
  ' Städ',
  ' Konsult',
  ' Transport',
  ' Medicinteknik',
  ' Utbildning',
  ' Fastigheter',
];
const LAST = ['AB', 'i Väst AB', 'i Norr AB', 'HB'];
const SUPPLIERS = FIRST.length * SECOND.length * LAST.length;
const kronor = (ore: number): string =>
  `${ore < 0 ? '-' : ''}${Math.floor(Math.abs(ore) / 100)}.${String(Math.abs(ore) % 100).padStart(2, '0')}`;
const day = (number: number): string =>
  `2026-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`;

/** The n:th supplier's name: many begin alike. */
export const supplierName = (n: number): string => {
  const [first, second, last] = [FIRST[n % 10], SECOND[Math.floor(n / 10) % 10], LAST[Math.floor(n / 100) % 4]];
  return `${first ?? ''}${second ?? ''} ${last ?? ''}`;
};

/** Makes documents and vouchers, each with a name of its own. */
export class CaseMaker {
  private documents = 0;
  private vouchers = 0;

  constructor(readonly chance: Chance) {}

  /** An invoice like no other: a supplier's next number, an amount that many share. */
  invoice(more: Partial<Invoice> = {}): Invoice {
    const { chance } = this;
    const net = more.net ?? (chance.below(4) === 0 ? 100_000 : 10_000 + chance.below(5_000_000));
    return {
      supplier: supplierName(chance.below(SUPPLIERS)),
      number: this.number(),
      issued: day(this.documents),
      ...{ net, total: net + Math.round(net / 4) },
      ...more,
    };
  }

  number(): string {
    const n = 10_000 + this.chance.below(89_000);
    const forms = [String(n), `F-2026/${n}`, `${n}-${this.chance.below(10)}`, `SE${n}`];
    return forms[this.chance.below(10)] ?? String(n);
  }

  document(invoice: Invoice): MatchableDocument {
    this.documents++;
    const { supplier, number, net, total, issued, type = 'invoice', preceding, basis = 'read', fileName } = invoice;
    return {
      document: String(this.documents).padStart(32, '0'),
      kind: 'invoice',
      basis,
      facts: { type, issued, net: kronor(net), total: kronor(total), currency: 'SEK' },
      texts: {
        supplier: { name: supplier },
        number,
        ...(preceding === undefined ? {} : { precedingNumber: preceding }),
      },
      fileName: fileName ?? `skannad-${this.documents}.pdf`,
      supports: [],
    };
  }

  voucher(text: string, lines: Lines, date: string): MatchableVoucher {
    this.vouchers++;
    return {
      ...{ book: 'huvudbok', series: 'A', number: String(this.vouchers), date, text, isWhole: true },
      lines: lines.map(({ ore, text: own = '', isWanting = false }, at) => {
        return { line: at + 1, ore, text: own, objects: [], isWanting };
      }),
    };
  }

  /** A voucher as a supplier ledger books an invoice: its cost, VAT and debt. */
  booked({ net, total, issued }: Invoice, text: string, parts: readonly number[] = [net]): MatchableVoucher {
    const costs = parts.map((ore) => ({ ore, isWanting: true }));
    return this.voucher(text, [...costs, { ore: total - net }, { ore: -total }], issued);
  }

  /** The name that the next voucher will have. */
  get nextVoucher(): string {
    return String(this.vouchers + 1);
  }
}

/** What is true where a document supports every line of a voucher that wants evidence. */
export const supportsAll = ({ document }: MatchableDocument, voucher: MatchableVoucher): string[] =>
  voucher.lines.filter(({ isWanting }) => isWanting).map(({ line }) => labelOf(document, voucherName(voucher), line));
