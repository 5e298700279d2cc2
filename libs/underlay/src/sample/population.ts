import type { CostLine, DocumentRow, LinkRow } from '#read-models';

import type { Stratum } from './draw.js';

/** What is drawn: supporting documents, whole vouchers, or cost lines. */
export const unitKinds = ['documents', 'vouchers', 'lines'] as const;
export type UnitKind = (typeof unitKinds)[number];
/** What is drawn, in Swedish. */
export const unitWords: Readonly<Record<UnitKind, string>> = {
  documents: 'dokument',
  vouchers: 'verifikationer',
  lines: 'rader',
};
/** Credits are left out, taken off the unit that they credit where that is known, or drawn by their absolute amount. */
export const creditRules = ['leave-out', 'net', 'absolute'] as const;
export type CreditRule = (typeof creditRules)[number];

/** A unit of the population in öre, the lines that it is of and the documents that support them. */
export interface Unit {
  readonly id: string;
  readonly stratum: Stratum;
  readonly ore: number;
  readonly lines: readonly string[];
  readonly documents: readonly string[];
}
/** What is not drawn from, and why. */
export type LeftOutReason = 'not-eligible' | 'unresolved' | 'not-cost' | 'without-document' | 'zero' | 'credit';
/** Why something is not drawn from, in Swedish. */
export const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  'not-eligible': 'Ej stödberättigande',
  unresolved: 'Outrett',
  'not-cost': 'Inte kostnader',
  'without-document': 'Rader eller delar av dem utan underlag',
  zero: 'Noll kronor',
  credit: 'Krediter',
};
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly id: string;
  readonly ore: number;
}
export interface Netted {
  readonly credit: string;
  readonly against: string;
  readonly ore: number;
}

/** Somebody's pay in a line: how much of it in öre, and what proves it, the payslip apart from contract and certificate. */
export interface PayInLine {
  readonly line: string;
  readonly ore: number;
  readonly payslip: string | null;
  readonly others: readonly string[];
}
/** What is known beside the lines: links, whose pay they are, and what documents say. */
export interface Beside {
  readonly links: readonly LinkRow[];
  readonly pay: readonly PayInLine[];
  readonly documents: readonly DocumentRow[];
}
/** What proves a line, or a part of it in öre, as a unit of documents; claims of one kind prove different parts. */
interface Claim {
  readonly unit: string;
  readonly line: string;
  readonly ore: number;
  readonly kind: string;
  readonly documents: readonly string[];
}

interface Named {
  readonly book: string;
  readonly series: string;
  readonly number: string;
}
const voucherOf = ({ book, series, number }: Named): string => [book, series, number].join('/');
/** A line by its name, as lists write it: BOOK/SERIES/NUMBER/LINE. */
export const lineName = (line: Named & { readonly line: number }): string => `${voucherOf(line)}/${String(line.line)}`;

/** The units that lines make together. */
export class Population {
  private readonly linksOf: ReadonlyMap<string, readonly LinkRow[]>;
  private readonly linksOfVoucher: ReadonlyMap<string, readonly LinkRow[]>;
  private readonly payOf: ReadonlyMap<string, readonly PayInLine[]>;
  readonly leftOut: LeftOut[] = [];
  readonly netted: Netted[] = [];

  constructor(private readonly beside: Beside) {
    this.linksOf = grouped(beside.links, lineName);
    this.linksOfVoucher = grouped(beside.links, ({ book, series, number }) => JSON.stringify([book, series, number]));
    this.payOf = grouped(beside.pay, ({ line }) => line);
  }

  /** Units of posted lines; what is not the grant's, comes to nothing or is a credit is left out and said. */
  units(lines: readonly CostLine[], kind: UnitKind, credits: CreditRule): Unit[] {
    const counting = lines.filter((line) => this.isDrawnFrom(line));
    const all = kind === 'documents' ? this.byDocument(counting) : this.byName(counting, kind);
    const there = credits === 'net' ? this.net(all) : all;
    return there.filter((unit) => this.isUnit(unit, credits)).sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  private isDrawnFrom(line: CostLine): boolean {
    const { counts, ore } = line;
    if (counts !== 'notEligible' && counts !== 'unresolved') return true;
    this.leftOut.push({ reason: counts === 'unresolved' ? counts : 'not-eligible', id: lineName(line), ore });
    return false;
  }

  private isUnit({ id, ore }: Unit, credits: CreditRule): boolean {
    const reason = ore === 0 ? 'zero' : ore < 0 && credits !== 'absolute' ? 'credit' : null;
    if (reason !== null) this.leftOut.push({ reason, id, ore });
    return reason === null;
  }

  private byName(lines: readonly CostLine[], kind: 'vouchers' | 'lines'): Unit[] {
    const groups = grouped(lines, kind === 'lines' ? lineName : voucherOf);
    return [...groups].map(([id, some]) => {
      const names = [...new Set(some.map(lineName))];
      return { id, ore: sumOf(some), stratum: this.stratumOf(names), lines: names, documents: this.documentsOf(names) };
    });
  }

  private byDocument(lines: readonly CostLine[]): Unit[] {
    const claims: Claim[] = [];
    for (const [line, some] of grouped(lines, lineName)) {
      const there = this.claimsOn(line);
      const rest = restOf(sumOf(some), there);
      if (rest !== 0 || there.length === 0) this.leftOut.push({ reason: 'without-document', id: line, ore: rest });
      claims.push(...there);
    }
    return [...grouped(claims, ({ unit }) => unit)].map(([id, some]) => {
      const names = [...new Set(some.map(({ line }) => line))];
      const documents = [...new Set(some.flatMap((claim) => claim.documents))];
      return { id, ore: sumOf(some), stratum: this.stratumOf(names), lines: names, documents };
    });
  }

  /** A line that was moved or accrued is a unit of its own: the documents are those of the voucher behind it. */
  private claimsOn(line: string): Claim[] {
    const linked = (this.linksOf.get(line) ?? []).map(({ form, evidence, ore, kind }): Claim => {
      return form === 'document'
        ? { unit: evidence, line, ore, kind: kind ?? '', documents: [evidence] }
        : { unit: line, line, ore, kind: form, documents: this.behind(evidence) };
    });
    const paid = (this.payOf.get(line) ?? []).flatMap(({ ore, payslip, others }): Claim[] =>
      payslip === null ? [] : [{ unit: payslip, line, ore, kind: 'payslip', documents: [payslip, ...others] }],
    );
    return [...linked, ...paid].filter(({ documents }) => documents.length > 0);
  }

  /** Every document of a voucher, and of those that it was moved from in its turn. */
  private behind(voucher: string, deeper = DEEPEST): readonly string[] {
    const links = this.linksOfVoucher.get(voucher) ?? [];
    return links.flatMap(({ form, evidence }) => {
      if (form === 'document') return [evidence];
      return deeper === 0 ? [] : this.behind(evidence, deeper - 1);
    });
  }

  private documentsOf(names: readonly string[]): string[] {
    const paid = names.flatMap((name) => this.payOf.get(name) ?? []);
    const pay = paid.flatMap(({ payslip, others }) => (payslip === null ? others : [payslip, ...others]));
    return [
      ...new Set([...names.flatMap((name) => this.claimsOn(name)).flatMap((claim) => claim.documents), ...pay]),
    ].sort();
  }

  /** A unit of which one line is moved, accrued or pay is that. */
  private stratumOf(names: readonly string[]): Stratum {
    const forms = new Set(names.flatMap((name) => this.linksOf.get(name) ?? []).map(({ form }) => form));
    if (forms.has('reposting')) return 'repostings';
    if (forms.has('accrual')) return 'accruals';
    return names.some((name) => this.payOf.has(name)) ? 'salaries' : 'costs';
  }

  /** Takes credits off what they credit, as far as that goes: the same document, or the invoice that a credit note names. */
  private net(units: readonly Unit[]): Unit[] {
    const left = new Map(units.map((unit) => [unit.id, unit.ore]));
    for (const credit of units.filter(({ ore }) => ore < 0)) {
      const credited = this.creditedBy(credit);
      for (const unit of units) {
        const [owed, there] = [-(left.get(credit.id) ?? 0), left.get(unit.id) ?? 0];
        const ore = Math.min(owed, there);
        if (ore <= 0 || !unit.documents.some((document) => credited.has(document))) continue;
        left.set(unit.id, there - ore).set(credit.id, ore - owed);
        this.netted.push({ credit: credit.id, against: unit.id, ore });
      }
    }
    return units.map((unit) => ({ ...unit, ore: left.get(unit.id) ?? unit.ore }));
  }

  private creditedBy({ documents }: Unit): ReadonlySet<string> {
    const own = this.beside.documents.filter(({ document }) => documents.includes(document));
    const keys = new Set(own.map(({ facts }) => facts.precedingKey).filter((key) => key !== undefined));
    const named = this.beside.documents.filter(
      ({ facts }) => facts.invoiceKey !== undefined && keys.has(facts.invoiceKey),
    );
    return new Set([...documents, ...named.map(({ document }) => document)]);
  }
}

/** A moved cost of a moved cost of … is followed so far, as coverage does. */
const DEEPEST = 5;

const sumOf = (some: readonly { readonly ore: number }[]): number => some.reduce((sum, { ore }) => sum + ore, 0);

/** What of a line no document proves: the kind that proves most of it counts, so that nothing is taken off twice. */
function restOf(ore: number, claims: readonly Claim[]): number {
  const told = [...grouped(claims, ({ kind }) => kind).values()].map((some) => Math.abs(sumOf(some)));
  return Math.sign(ore) * Math.max(0, Math.abs(ore) - Math.max(0, ...told));
}

function grouped<Of>(all: readonly Of[], key: (one: Of) => string): Map<string, Of[]> {
  const groups = new Map<string, Of[]>();
  for (const one of all) {
    const there = groups.get(key(one));
    if (there === undefined) groups.set(key(one), [one]);
    else there.push(one);
  }
  return groups;
}
