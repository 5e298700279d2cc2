import { z } from 'zod';

import { actor, date } from '#kernel';
import type { Form, FormVersions, KnownForms, SheetForm, Vocabulary } from '#tabular';

import { type CommandName, commandSchemas } from '../commands.js';
import type { erasureCommands } from '../erasure/erasure.commands.js';
import type { evidenceCommands } from '../evidence/evidence-commands.js';
import type { pruningCommands } from '../pruning/pruning.commands.js';
import type { CommandSheet } from './command-sheet.js';
import { grantSheets, onwardExample, ownRulesExample } from './grant-sheets.js';
import { grantWords } from './grant-words.js';
import { ledgerSheets } from './ledger-sheets.js';
import { ledgerWords } from './ledger-words.js';
import { programmeWords } from './programme-words.js';
import { returnSheets } from './return-sheets.js';
import { commonWords, outerWords, type Words } from './words.js';

/**
 * Every command but those of column mappings, which come out of a file's own headings (`mapping suggest`), those on
 * evidence, of which a list of gaps is filled in (`evidence gaps --xlsx`), those on underlay that is demanded and handed over,
 * which name a package by its hash, and those that take something away for ever, of
 * which nobody fills in a list.
 */
type FormCommand = Exclude<
  CommandName,
  | 'SaveMapping'
  | 'RecordUnderlayDemand'
  | 'RecordUnderlayDelivery'
  | 'SaveSalaryMapping'
  | SupportCommand
  | keyof typeof evidenceCommands
  | keyof typeof erasureCommands
  | keyof typeof pruningCommands
>;
type SupportCommand = Extract<CommandName, `${string}Evidence` | `${string}Salary`>;

const sheets: Readonly<Record<FormCommand, CommandSheet>> = { ...grantSheets, ...returnSheets, ...ledgerSheets };
const words: Words = { ...commonWords, ...programmeWords, ...grantWords, ...ledgerWords };

/** What the schemas' rules over several fields say, by their message. */
const rules = {
  'a pot stands there twice': 'potten står två gånger: slå ihop beloppen',
  'a line stands there twice': 'raden står två gånger: ta bort den ena',
  'an area stands there twice': 'ett område står två gånger: slå ihop andelarna',
  'the shares are not 1 together': 'andelarna ska vara tillsammans 1, till exempel 1: 0,6; 2: 0,4',
  'the period ends before it begins': 'perioden slutar före sin första dag: rätta någon av dagarna',
  'the match ends before it begins': 'konteringen slutar före sin första dag: rätta någon av dagarna',
} as const;

const DATA = 'data.';

/** The words of a command's row: its day, its data, who acts. */
const vocabularyOf =
  (command: FormCommand): Vocabulary =>
  (path) => {
    if (!path.startsWith(DATA)) return outerWords[path];
    const field = path.slice(DATA.length);
    return words[`${command}:${field}`] ?? words[field];
  };

const schemaOf = (command: FormCommand) =>
  z.strictObject({ on: date.optional(), data: commandSchemas[command], by: actor.optional() });

function plain(command: FormCommand): SheetForm {
  let schema: ReturnType<typeof schemaOf> | undefined;
  return {
    id: command,
    ...sheets[command],
    // Few commands of the terminal door read a form, and those read one.
    get schema() {
      return (schema ??= schemaOf(command));
    },
    vocabulary: vocabularyOf(command),
    without: [],
    demands: [],
    rules,
  };
}

const data = (...fields: readonly string[]): readonly string[] => fields.map((field) => `${DATA}${field}`);

/** A grant's money to a unit or another organisation, as most allocations are. */
const allocate: SheetForm = { ...plain('AllocateFunds'), id: 'AllocateFunds/top', without: data('from') };
/** Passed on: it follows the pot of what it is taken from. */
const passOn: SheetForm = {
  ...plain('AllocateFunds'),
  id: 'AllocateFunds/onward',
  sheet: 'Fördela vidare',
  meaning: 'En del av en tilldelning går vidare till en vårdcentral, kommun eller enhet.',
  example: onwardExample,
  without: data('pot', 'ownFunding'),
  demands: data('from'),
};
/** The rules that ship with the product. */
const adopt: SheetForm = { ...plain('AdoptProgramme'), id: 'AdoptProgramme/shipped', without: data('rules') };
const adoptOwn: SheetForm = {
  ...plain('AdoptProgramme'),
  id: 'AdoptProgramme/own',
  sheet: 'Egna regler',
  meaning: 'Ett statsbidrag vars regler inte följer med programmet: reglerna hela, i klartext.',
  example: ownRulesExample,
  demands: data('rules.id', 'rules.title'),
};

/** A form as it is asked for. */
interface Kind extends Form {
  /** What it is also called, in Swedish. */
  readonly alias: string;
}
const kind = (
  name: string,
  alias: string,
  form: { title: string; sheets: readonly (SheetForm | FormCommand)[] },
): Kind => ({
  kind: name,
  alias,
  title: form.title,
  sheets: form.sheets.map((sheet) => (typeof sheet === 'string' ? plain(sheet) : sheet)),
});

/** The forms that gather what belongs together, in the order of a year's work. */
const kinds: readonly Kind[] = [
  kind('programme', 'statsbidrag', { title: 'Statsbidragets regler', sheets: [adopt, adoptOwn] }),
  kind('grant', 'bidrag', {
    title: 'Bidraget: rekvisition, beslut, utbetalning',
    sheets: ['AnnounceGrant', 'RequisitionGrant', 'AmendRequisition', 'RegisterPlan', 'AwardGrant', 'AmendAward', 'RecordGrantPayment'], // prettier-ignore
  }),
  kind('decisions', 'beslut', {
    title: 'Beslut: fördela, besluta, omfördela, minska',
    sheets: [allocate, 'DecideAllocations', 'RedistributeFunds', 'ReduceAllocation'],
  }),
  kind('onward', 'vidarefordelning', { title: 'Vidare till vårdcentraler och kommuner', sheets: [passOn] }),
  kind('books', 'bocker', {
    title: 'Böcker, kontoplaner och periodlås',
    sheets: ['OpenBook', 'AmendBook', 'RegisterChart', 'LockPeriod', 'ReopenPeriod'],
  }),
  kind('project-codes', 'projektkoder', {
    title: 'Projektkoder',
    sheets: ['OpenProjectCode', 'AmendProjectCode', 'CloseProjectCode'],
  }),
  kind('vouchers', 'verifikationer', {
    title: 'Egna verifikationer och bedömda kostnader',
    sheets: ['RecordVoucher', 'PostCost', 'WithdrawCost', 'ReviewCost', 'DisallowCost', 'AllowCost'],
  }),
  kind('provider-reports', 'utforarrapporter', {
    title: 'Vad utförare har använt och betalat tillbaka',
    sheets: ['ReportProvider', 'RecordProviderRepayment'],
  }),
  kind('return-and-repayment', 'aterrapport', {
    title: 'Återrapport, återbetalning och avslut',
    sheets: ['SubmitReturn', 'AmendReturn', 'AssessRepayment', 'ClaimRepayment', 'WaiveRepayment', 'RecordRepaymentPayment', 'WaiveFinding', 'ConfirmAct', 'RejectAct', 'CloseGrant'], // prettier-ignore
  }),
];

/** What forms are written as, and the oldest that are still read. */
export const formVersions: FormVersions = { newest: 1, oldest: 1 };
/** Every form, for their reader. */
export const knownForms: KnownForms = {
  ...{ versions: formVersions, formOf },
  elsewhere: new Map([['requirements', 'evidence require']]),
};

/** What `template` can write, with the Swedish name of each; any single command is a form too. */
export const formKinds = (): readonly {
  readonly kind: string;
  readonly alias: string;
  readonly title: string;
  readonly sheets: readonly string[];
}[] => kinds.map(({ sheets: of, ...named }) => ({ ...named, sheets: of.map(({ sheet }) => sheet) }));

/** The form of a kind, by its name, its Swedish name or the name of one command. */
export function formOf(name: string): Form | undefined {
  const asked = name.toLowerCase();
  const found = kinds.find(({ kind: known, alias }) => known === asked || alias === asked);
  if (found !== undefined) return { kind: found.kind, title: found.title, sheets: found.sheets };
  const command = commandNames.find((known) => known.toLowerCase() === asked);
  return command === undefined
    ? undefined
    : { kind: command, title: sheets[command].meaning, sheets: [plain(command)] };
}

/** The commands that have a sheet. */
export const commandNames = Object.keys(sheets) as readonly FormCommand[];

/** The command that a sheet's rows ask for. */
export const commandOf = (sheet: string): string => sheet.replace(/\/.*$/, '');
