import { filledIn, Money, oreToText } from '#kernel';

import { type FindingCode, findingKinds, type Severity } from './findings.catalogue.js';

/** What a finding is about: each that is there by its name. */
export interface FindingSubject {
  readonly book?: string;
  readonly series?: string;
  readonly number?: string;
  readonly line?: number;
  readonly account?: string;
  readonly projectCode?: string;
  /** The project codes where they are several. */
  readonly projectCodes?: readonly string[];
  readonly allocation?: string;
  readonly pot?: string;
  readonly area?: number;
  readonly municipality?: string;
  readonly counterparty?: string | null;
  readonly act?: string;
  readonly repayment?: string;
  readonly import?: string;
  readonly date?: string;
}

/** Something that a person should look at (iakttagelse). It stops nothing, save a return where it says so. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly blocksReturn: boolean;
  readonly grant: string | null;
  readonly subject: FindingSubject;
  /** In SEK, signed as booked; null where it is about no amount. */
  readonly amount: string | null;
  readonly count: number | null;
  /** The position of the event that it comes from. */
  readonly position: number;
  /** What it is, and what to do about it. */
  readonly message: string;
}

/** What a finding says beside its code. */
export interface Found {
  readonly grant?: string;
  readonly subject: FindingSubject;
  readonly ore?: number;
  readonly count?: number;
  readonly position: number;
  /** Further amounts that the sentence names, in öre. */
  readonly amounts?: Readonly<Record<string, number>>;
}

export function finding(code: FindingCode, { grant, subject, ore, count, position, amounts = {} }: Found): Finding {
  const { severity, says } = findingKinds[code];
  const money = Object.entries({ ...amounts, ...(ore === undefined ? {} : { amount: ore }) });
  const figures = Object.fromEntries(money.map(([name, amount]) => [name, Money.ofOre(amount)]));
  return {
    ...{ code, severity, blocksReturn: severity === 'blocks', grant: grant ?? null, subject },
    amount: ore === undefined ? null : oreToText(ore),
    count: count ?? null,
    position,
    message: filledIn(says, { ...subject, ...figures, ...(count === undefined ? {} : { count }) }),
  };
}
