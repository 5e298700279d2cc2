import { oreToText } from '#kernel';

import { inParts, privateOfPart } from './parts.js';
import { linesOfGrants, recordVoucher } from './record-voucher.js';
import { andRepost } from './repost.js';
import {
  heldCorrections,
  heldLine,
  type IntakeRules,
  privateHead,
  privateLines,
  restOf,
  type SourceLine,
  type SourceVoucher,
} from './source-voucher.js';
import type { RecordedVoucher, VoucherState } from './voucher-state.js';
import type { Rest, VoucherEvent, VoucherLine, VoucherPrivate } from './voucher.events.js';

/** What differs between a voucher as recorded and as its source now says it; never any free text. */
export interface VoucherDifference {
  readonly date: { readonly recorded: string; readonly now: string } | null;
  /** Recorded lines that the source no longer has. */
  readonly removed: readonly (DifferingLine & { readonly line: number })[];
  /** Lines of the source that are not recorded, or that were summed and no longer sum to the same. */
  readonly added: readonly (DifferingLine & { readonly fileLine: number | null })[];
}
/** The public part of a line that only one of two has. */
export interface DifferingLine {
  readonly account: string;
  readonly objects: SourceLine['objects'];
  readonly amount: string;
}

/** What became of a voucher that an import met, and what is to be appended to its stream. */
export interface VoucherIntake {
  readonly outcome: 'taken' | 'extended' | 'known' | 'changed' | 'outOfScope';
  readonly events: readonly VoucherEvent[];
  readonly difference: VoucherDifference | null;
}

/** Takes a voucher in, whatever is recorded of it. Changes are recorded only where the rules accept them. */
export function compareVoucher(state: VoucherState, source: SourceVoucher, rules: IntakeRules): VoucherIntake {
  if (state.status === 'recorded') return compare(state, source, rules);
  const { events } = recordVoucher(source, rules, state.status === 'absent' ? undefined : state);
  return { outcome: events.length === 0 ? 'outOfScope' : 'taken', events, difference: null };
}

function compare(state: RecordedVoucher, source: SourceVoucher, rules: IntakeRules): VoucherIntake {
  const change = changeOf(state, source, rules);
  switch (outcomeOf(change)) {
    case 'known':
      return { outcome: 'known', events: [], difference: null };
    case 'extended':
      return { outcome: 'extended', events: andRepost(state, extend(change), rules), difference: null };
    case 'changed': {
      const events = rules.acceptChanges ? andRepost(state, restate(change), rules) : [];
      return { outcome: 'changed', events, difference: differenceOf(change) };
    }
  }
}

function outcomeOf({ state, rules, redated, removed, unmatched, added }: Change): 'known' | 'extended' | 'changed' {
  if (redated || removed.length > 0) return 'changed';
  // What was left out at the time is known by its sums alone: as long as they agree, the source says what it said.
  const sameRest = rules.form === 'extract' || JSON.stringify(restOf(unmatched)) === JSON.stringify(state.rest);
  if (!sameRest) return 'changed';
  return added.length === 0 ? 'known' : 'extended';
}

interface Change {
  readonly state: RecordedVoucher;
  readonly source: SourceVoucher;
  readonly rules: IntakeRules;
  readonly redated: boolean;
  readonly removed: readonly VoucherLine[];
  /** Lines of the source that are not held. */
  readonly unmatched: readonly SourceLine[];
  /** Those of them that are to be held from now on, with the ordinals they get. */
  readonly added: readonly SourceLine[];
  readonly scope: 'all' | 'grant';
  readonly rest: readonly Rest[];
}

function changeOf(state: RecordedVoucher, source: SourceVoucher, rules: IntakeRules): Change {
  const { removed, unmatched } = compareLines(state, source, rules);
  const scope = state.scope === 'all' ? 'all' : source.scope;
  const ofGrants = scope === 'all' ? null : new Set(linesOfGrants(source, rules));
  const isKept = (line: SourceLine) => ofGrants?.has(line) ?? true;
  const added = unmatched.filter(isKept).map((line, index) => ({ ...line, ordinal: state.highest + 1 + index }));
  const rest = restOf(unmatched.filter((line) => !isKept(line)));
  const reregistered =
    state.registered !== null && source.registered !== null && state.registered !== source.registered;
  const redated = state.date !== source.date || reregistered;
  return { state, source, rules, redated, removed, unmatched, added, scope, rest };
}

/** Compares as multisets of public content: the order of lines says nothing, and neither do texts. */
function compareLines({ lines }: RecordedVoucher, source: SourceVoucher, rules: IntakeRules) {
  const held = new Map<string, VoucherLine[]>();
  for (const line of lines.values()) {
    const key = publicContent(asSaidBy(rules, line));
    const equals = held.get(key);
    if (equals === undefined) held.set(key, [line]);
    else equals.push(line);
  }
  const unmatched: SourceLine[] = [];
  for (const line of source.lines) {
    const found = held.get(publicContent(heldLine(line, source.date)))?.shift();
    if (found === undefined) unmatched.push(line);
  }
  const left = [...held.values()].flat().sort((one, other) => one.line - other.line);
  return { removed: left.filter(({ objects }) => rules.speaksOf?.(objects) ?? true), unmatched };
}

/**
 * A recorded line as the source would say it: without what the source has no word for, and without the objects of
 * dimensions that have become private since, which no longer stand in a source's public part.
 */
function asSaidBy({ privateDimensions, says }: IntakeRules, line: VoucherLine): VoucherLine {
  const isSaid = (dimension: string) => says?.dimensions.has(dimension) ?? true;
  const objects = line.objects.filter(([dimension]) => !privateDimensions.has(dimension) && isSaid(dimension));
  const { quantity, date, ...bare } = line;
  return {
    ...{ ...bare, objects },
    ...(quantity === undefined || says?.quantity === false ? {} : { quantity }),
    ...(date === undefined || says?.lineDate === false ? {} : { date }),
  };
}

/** What two lines must share to be one and the same to us. No field of a line-based file can hold the line feed. */
export function publicContent({ account, amount, quantity, date, objects }: Omit<VoucherLine, 'line'>): string {
  const pairs = objects.map(([dimension, object]) => `${dimension}\n${object}`).sort();
  return [account, amount, quantity ?? '', date ?? '', ...pairs].join('\n');
}

const refOf = ({ book, series, number }: RecordedVoucher) => ({ book, series, number });
const importOf = ({ import: of }: SourceVoucher) => (of === undefined ? {} : { import: of });

function extend(change: Change): readonly VoucherEvent[] {
  const { parts } = addedParts(change);
  return parts.map((part, index) => extension(change, part, index === 0 ? { rest: restIn(change) } : {}));
}

/** The lines that are new, in as many events as they take: the first restates, the others extend what it says. */
function restate(change: Change): readonly VoucherEvent[] {
  const { state, source, removed, scope } = change;
  const { parts, corrections } = addedParts(change);
  const [first = [], ...more] = parts;
  const data = {
    ...{ ...refOf(state), date: source.date, registered: source.registered ?? state.registered, scope },
    ...{ ...importOf(source), removed: removed.map(({ line }) => line), added: first, ...restIn(change) },
    ...(corrections.length === 0 ? {} : { corrections }),
  };
  const texts = state.erased ? {} : { ...privateHead(source), ...textsOf(change, first) };
  return [{ type: 'VoucherRestated', data, ...privatePart(texts) }, ...more.map((part) => extension(change, part, {}))];
}

function extension(change: Change, lines: VoucherLine[], { rest = {} }: { rest?: { rest?: Rest[] } }): VoucherEvent {
  const { state, source, scope } = change;
  const data = { ...refOf(state), scope, ...importOf(source), lines, ...rest };
  return { type: 'VoucherExtended', data, ...privatePart(state.erased ? {} : textsOf(change, lines)) };
}

function addedParts({ added, rest, source, rules }: Change) {
  const lines = added.map((line) => heldLine(line, source.date));
  const corrections = heldCorrections(source);
  return { parts: inParts(lines, { rest, corrections }, rules.partBytes), corrections };
}

const restIn = ({ scope, rest, rules }: Change): { rest?: Rest[] } =>
  scope === 'all' || rules.form === 'extract' ? {} : { rest: [...rest] };

function textsOf({ added, source }: Change, lines: readonly VoucherLine[]): VoucherPrivate {
  const texted = privateOfPart(privateLines(added, source), lines);
  return texted.length === 0 ? {} : { lines: texted };
}

const privatePart = (texts: VoucherPrivate): { private?: VoucherPrivate } =>
  Object.keys(texts).length === 0 ? {} : { private: texts };

function differenceOf({ state, source, removed, unmatched, added, scope }: Change): VoucherDifference {
  // Of lines that were only summed nobody can say which one is new, so all that is not held is shown.
  const shown = scope === 'all' ? added : unmatched;
  return {
    date: state.date === source.date ? null : { recorded: state.date, now: source.date },
    removed: removed.map(({ line, account, objects, amount }) => ({ line, account, objects, amount })),
    added: shown.map(({ fileLine = null, account, objects, ore }) => {
      return { fileLine, account, objects, amount: oreToText(ore) };
    }),
  };
}
