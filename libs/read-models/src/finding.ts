import { createHash } from 'node:crypto';

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
  /** A day, or a month. */
  readonly date?: string;
  /** Whose pay it is, by the id that says nothing of who that is. */
  readonly person?: string;
  readonly otherPerson?: string;
  /** The position of a decision. */
  readonly decision?: number;
  readonly document?: string;
  readonly otherDocument?: string;
  /** What the authority has asked for, and under which number. */
  readonly demand?: string;
  readonly caseNumber?: string;
  /** A stream of the log. */
  readonly stream?: string;
  /** The position of the event that came to it. */
  readonly moved?: number;
  /** The position of the event that rests on it. */
  readonly event?: number;
}

/** Something that a person should look at (iakttagelse). It stops nothing, save a return where it says so. */
export interface Finding {
  /** The same as long as it is of the same kind about the same subject, whatever its amount, count and position. */
  readonly id: string;
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
  /** How it was settled; null while it is open. What is corrected or disallowed is no finding any more. */
  readonly settled: Settled | null;
  /** What two persons let be when it was another amount or count than now; null where they never did. */
  readonly outgrown: Waived | null;
}
/** Two persons let a finding be. */
export interface Settled {
  readonly how: 'waived';
  readonly act: string;
  readonly position: number;
}
/** A finding as it was when two persons let it be. */
export interface Waived {
  readonly act: string;
  readonly position: number;
  readonly amount: string | null;
  readonly count: number | null;
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
    id: findingId(code, grant, subject),
    ...{ code, severity, blocksReturn: severity === 'blocks', grant: grant ?? null, subject },
    amount: ore === undefined ? null : oreToText(ore),
    count: count ?? null,
    ...{ position, settled: null, outgrown: null },
    message: filledIn(says, { ...subject, ...figures, ...(count === undefined ? {} : { count }) }),
  };
}

const ID_LENGTH = 12;
/** The id of a finding: 12 hexadecimal digits of a hash of its kind, grant and subject. */
function findingId(code: FindingCode, grant: string | undefined, subject: FindingSubject): string {
  const named = Object.entries(subject).sort(([one], [other]) => (one < other ? -1 : 1));
  const content = JSON.stringify([code, grant ?? null, named]);
  return createHash('sha256').update(content).digest('hex').slice(0, ID_LENGTH);
}
