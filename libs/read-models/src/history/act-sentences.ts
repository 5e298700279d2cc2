import type { logEventTypes } from '#event-log';
import type { actEventTypes, ProgrammeAdopted, TwoPersonCommandName } from '#grants';
import { counted, countInSwedish, type WireOf } from '#kernel';

import type { Sentences } from './sentence.js';

type ActWire = WireOf<(typeof actEventTypes)[number]>;
type LogWire = WireOf<(typeof logEventTypes)[number]>;
type ProgrammeWire = WireOf<typeof ProgrammeAdopted>;

/** What a two-person act is to bring about. */
const proposals: Readonly<Record<TwoPersonCommandName | 'ErasePrivateParts' | 'PruneYear' | 'LinkEvidence', string>> = {
  SubmitReturn: 'att lämna återrapporten',
  AmendReturn: 'att lämna en ändrad återrapport',
  AssessRepayment: 'bedömningen av en återbetalning',
  WaiveRepayment: 'att registrera ett avstående från återkrav',
  WaiveFinding: 'att avstå från en iakttagelse',
  ErasePrivateParts: 'att radera texter',
  PruneYear: 'att gallra ett räkenskapsår',
  LinkEvidence: 'att koppla ett underlag som kraven annars nekar',
};
const proposed = (command: string): string =>
  command in proposals ? proposals[command as keyof typeof proposals] : command;

const acts = (count: number): string => counted(count, 'åtgärd', 'åtgärder');

/** What happens to acts that need two persons, in words. */
export const actSentences: Sentences<ActWire> = {
  ActProposed: {
    one: ({ data: { act, command } }) =>
      `föreslog ${proposed(command)} (åtgärden ${act}, som en annan person ska bekräfta)`,
    many: (count) => `föreslog ${acts(count)}`,
    why: 'reason',
  },
  ActConfirmed: {
    one: ({ data: { act } }) => `bekräftade åtgärden ${act}`,
    many: (count) => `bekräftade ${acts(count)}`,
  },
  ActRejected: {
    one: ({ data: { act } }) => `avvisade den föreslagna åtgärden ${act}`,
    many: (count) => `avvisade ${acts(count)}`,
    why: 'reason',
  },
};

/** What happens to the rules of a programme, in words. */
export const programmeSentences: Sentences<ProgrammeWire> = {
  ProgrammeAdopted: {
    one: ({ data: { programme, version } }) =>
      `antog reglerna för ${programme.id} ${programme.year}, version ${version}`,
    many: (count) => `antog regler ${counted(count, 'gång', 'gånger')}`,
  },
};

const lengthOf = (ranges: readonly (readonly [first: number, last: number])[]): number =>
  ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);

/** What happens to the log itself, in words. */
export const logSentences: Sentences<LogWire> = {
  LogOpened: {
    one: ({ data: { name } }) => `öppnade liggaren för ${name}`,
    many: (count) => `öppnade ${counted(count, 'liggare', 'liggare')}`,
  },
  KeyRotated: {
    one: ({ data: { decision } }) =>
      decision === null ? 'bytte signeringsnyckel' : 'ersatte en förlorad signeringsnyckel, som inte kunde lämna över',
    many: (count) => `bytte signeringsnyckel ${counted(count, 'gång', 'gånger')}`,
  },
  PrivatePartErased: {
    one: ({ data: { ranges, files, documents } }) =>
      [
        `raderade texterna på ${counted(lengthOf(ranges), 'händelse', 'händelser')}`,
        ...(files.length === 0 ? [] : [` och i ${counted(files.length, 'sparad fil', 'sparade filer')}`]),
        ...(documents.length === 0 ? [] : [` och gallrade ${counted(documents.length, 'dokument', 'dokument')}`]),
      ].join(''),
    many: (count) => `raderade texter ${counted(count, 'gång', 'gånger')}`,
  },
  YearPruned: {
    one: ({ data: { year, ranges, books, files } }) =>
      [
        `gallrade räkenskapsåret ${year} (${books.join(', ')}): ${counted(lengthOf(ranges), 'händelse', 'händelser')}`,
        ...(files.length === 0 ? [] : [` och ${counted(files.length, 'sparad fil', 'sparade filer')}`]),
      ].join(''),
    many: (count) => `gallrade ${counted(count, 'räkenskapsår', 'räkenskapsår')}`,
  },
  EventsLost: {
    one: ({ data: { after, signed } }) =>
      `återställde en äldre säkerhetskopia: ${counted(signed - after, 'händelse', 'händelser')} efter position ` +
      `${countInSwedish(after)} gick förlorade, och kontrollpunkter över fler händelser än så gäller inte`,
    many: (count) => `återställde en äldre säkerhetskopia ${counted(count, 'gång', 'gånger')}`,
  },
  CheckpointsLost: {
    one: ({ data: { after, through } }) =>
      after === 0
        ? `godtog att allt som signerats är förlorat: inget utom liggaren själv styrker händelserna till och med position ` +
          countInSwedish(through)
        : `tog upp en kontrollpunkt över ${countInSwedish(after)} händelser sedan signerarens minne försvunnit: inget utom ` +
          `liggaren själv styrker händelserna därefter, till och med position ${countInSwedish(through)}`,
    many: (count) => `miste ${counted(count, 'gång', 'gånger')} det som signerats`,
    why: 'reason',
  },
  GuardSlipped: {
    one: ({ data: { position, moved } }) =>
      `såg att händelsen på position ${countInSwedish(position)} beslutades utifrån ` +
      `${moved.map(({ stream }) => stream).join(', ')}, som hann ändras före den`,
    many: (count) => `såg ${counted(count, 'gång', 'gånger')} att det som ett beslut vilade på hann ändras före det`,
  },
};
