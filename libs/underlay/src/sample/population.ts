import type { CostLine, DocumentRow, LinkRow } from '#read-models';

import type { Stratum } from './draw.js';

/** What is drawn: supporting documents, whole vouchers, or cost lines. */
export const unitKinds = ['documents', 'vouchers', 'lines'] as const;
export type UnitKind = (typeof unitKinds)[number];
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

/** What is known beside the lines: links, whose pay they are, and what documents say. */
export interface Beside {
  readonly links: readonly LinkRow[];
  readonly pay: ReadonlySet<string>;
  readonly documents: readonly DocumentRow[];
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
  readonly leftOut: LeftOut[] = [];
  readonly netted: Netted[] = [];

  constructor(private readonly beside: Beside) {
    this.linksOf = grouped(beside.links, lineName);
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
      const ore = some.reduce((sum, one) => sum + one.ore, 0);
      return { id, ore, stratum: this.stratumOf(names), lines: names, documents: this.documentsOf(names) };
    });
  }

  private byDocument(lines: readonly CostLine[]): Unit[] {
    const names = grouped(lines, lineName);
    for (const [id, some] of names) {
      const ore = some.reduce((sum, one) => sum + one.ore, 0);
      if (this.documentsOf([id]).length === 0) this.leftOut.push({ reason: 'without-document', id, ore });
    }
    const links = [...names.keys()].flatMap((name) => this.linksOf.get(name) ?? []);
    const byDocument = grouped(links.filter(({ form }) => form === 'document'), ({ evidence }) => evidence); // prettier-ignore
    return [...byDocument].map(([id, some]) => {
      const of = some.map(lineName);
      const ore = some.reduce((sum, link) => sum + link.ore, 0);
      return { id, ore, stratum: this.stratumOf(of), lines: of, documents: [id] };
    });
  }

  private documentsOf(names: readonly string[]): string[] {
    const links = names.flatMap((name) => this.linksOf.get(name) ?? []);
    return [...new Set(links.filter(({ form }) => form === 'document').map(({ evidence }) => evidence))].sort();
  }

  /** A unit of which one line is moved, accrued or pay is that. */
  private stratumOf(names: readonly string[]): Stratum {
    const forms = new Set(names.flatMap((name) => this.linksOf.get(name) ?? []).map(({ form }) => form));
    if (forms.has('reposting')) return 'repostings';
    if (forms.has('accrual')) return 'accruals';
    return names.some((name) => this.beside.pay.has(name)) ? 'salaries' : 'costs';
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

function grouped<Of>(all: readonly Of[], key: (one: Of) => string): Map<string, Of[]> {
  const groups = new Map<string, Of[]>();
  for (const one of all) {
    const there = groups.get(key(one));
    if (there === undefined) groups.set(key(one), [one]);
    else there.push(one);
  }
  return groups;
}
