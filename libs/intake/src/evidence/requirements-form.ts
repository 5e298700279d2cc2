import { z } from 'zod';

import type { DoubleFunding, Requirement } from '#evidence';
import { DOCUMENT_KINDS, type DocumentKind, identifier, money } from '#kernel';
import { anyKindWords, documentKindWords, doubleFundingWords, turnWords } from '#read-models';
import {
  type Form,
  formSheets,
  openTable,
  readForm,
  type SheetForm,
  workbook,
  type Wording,
  writeFileWhole,
  type WrittenFile,
} from '#tabular';

import { formVersions } from '../forms/command-forms.js';

type CostKind = NonNullable<Requirement['kinds']>[number];
const costKindWords: Readonly<Record<CostKind, string>> = {
  cost: 'kostnad',
  'reduces-cost': 'minskar kostnad',
  'passed-on': 'vidareförmedlat',
};
const KINDS = DOCUMENT_KINDS.map((kind) => documentKindWords[kind]).join(', ');
const NONE = 'inget';

/** The codes of words with a sign between them; null where a word is none. */
function coded<Code extends string>(text: string, words: Readonly<Record<Code, string>>, between: RegExp) {
  const codes = text.split(between).map((word) => {
    const asked = word.replaceAll(/\s+/g, ' ').trim().toLowerCase();
    return (Object.keys(words) as Code[]).find((code) => words[code] === asked);
  });
  return codes.every((code) => code !== undefined) ? codes : null;
}

const costKindsIn = (text: string): readonly CostKind[] | null => coded(text, costKindWords, /;/);

/** `avtal eller beslut; betalningsbevis`: of each group one. */
function needsIn(text: string): Requirement['needs'] | null {
  if (text.trim().toLowerCase() === NONE) return [];
  const groups = text.split(/[;\n]/).map((group) => coded<DocumentKind>(group, documentKindWords, /\s+eller\s+/i));
  return groups.every((anyOf) => anyOf !== null) ? groups.map((anyOf) => ({ anyOf })) : null;
}

/** `4000–4999; 5010`: spans and single accounts. */
function accountsIn(text: string): NonNullable<Requirement['accounts']> | null {
  const spans = text.split(/[;\n]/).map((span) => {
    const [, from, to = from] =
      /^\s*([0-9A-Za-zÅÄÖåäö]{1,20})(?:\s*[-–]\s*([0-9A-Za-zÅÄÖåäö]{1,20}))?\s*$/.exec(span) ?? [];
    return from === undefined || to === undefined || from > to ? null : { from, to };
  });
  return spans.every((span) => span !== null) ? spans : null;
}

const ACCOUNTS = 'konton från och till, med lägsta först: 4000–4999; 5010';
const COST_KINDS = `ett eller flera av ${Object.values(costKindWords).join(', ')}, med semikolon emellan`;
const NEEDS = `vad som ska finnas, med semikolon emellan och eller där ett av flera räcker: avtal eller beslut; betalningsbevis. Det som kan stå är ${KINDS}, eller ensamt ${NONE}`;

/** Why a text of a row cannot be read, by the name that its check has in the schema. */
const rules = {
  'accounts are not spans': `här väntas ${ACCOUNTS}`,
  'cost kinds are not known': `här väntas ${COST_KINDS}`,
  'needs are not known': `här väntas ${NEEDS}`,
} as const;
const readable = (read: (text: string) => unknown, fault: keyof typeof rules) =>
  z.string().refine((text) => read(text) !== null, fault);

/** One rule, as it stands in cells. */
const row = z.strictObject({
  rule: identifier,
  accounts: readable(accountsIn, 'accounts are not spans').optional(),
  kinds: readable(costKindsIn, 'cost kinds are not known').optional(),
  isPay: z.boolean().optional(),
  amountFrom: money.optional(),
  needs: readable(needsIn, 'needs are not known'),
  turn: z.enum(['unit', 'finance', 'payroll']),
});

const words: Readonly<Record<keyof typeof row.shape, Wording>> = {
  rule: { heading: 'Regel', help: 'Regelns id, som du väljer.' },
  accounts: { heading: 'Konton', help: 'Vilka konton regeln gäller; tom för alla.', form: ACCOUNTS },
  kinds: { heading: 'Slag av kostnad', help: 'Vilka slags rader den gäller; tom för alla.', form: COST_KINDS },
  isPay: { heading: 'Lön', help: 'ja: bara rader som är någons lön; nej: bara andra; tom för båda.' },
  amountFrom: { heading: 'Från belopp', help: 'Bara rader på minst så mycket, i debet eller kredit.' },
  needs: { heading: 'Behöver', help: 'Vilka underlag raden ska ha.', form: NEEDS },
  turn: { heading: 'Nästa steg hos', help: 'Vems tur det är när något saknas.', words: turnWords },
};

const sheet: SheetForm = {
  id: 'requirements',
  sheet: 'Krav på underlag',
  meaning: 'Vilka underlag en kostnad behöver. Den första regeln uppifrån som gäller en rad är den som räknas.',
  schema: row,
  vocabulary: (path) => words[path as keyof typeof words],
  example: {
    ...{ rule: 'exempel-storre-inkop', accounts: '5400–5499; 6540', amountFrom: '100000.00' },
    ...{ needs: 'faktura; avtal eller upphandling', turn: 'finance' },
  },
  without: [],
  demands: [],
  rules,
};
/** What becomes of one kind of link by which a cost could be paid for twice, as it stands in cells. */
const consequence = z.strictObject({
  finding: z.enum(['DOCUMENT_ABOVE_TOTAL', 'INVOICE_LINKED_TWICE', 'PERSON_ABOVE_WHOLE']),
  consequence: z.enum(['block', 'flag']),
});
const consequenceWords: Readonly<Record<keyof typeof consequence.shape, Wording>> = {
  finding: { heading: 'Vad', help: 'Vad som kunde bli betalt två gånger.', words: doubleFundingWords },
  consequence: {
    ...{ heading: 'Följd', words: { block: 'neka', flag: 'flagga' } },
    help: 'neka: kopplingen görs inte, om inte två personer vill det; flagga: den görs, och blir en iakttagelse.',
  },
};
const consequenceSheet: SheetForm = {
  id: 'double-funding',
  sheet: 'Dubbelfinansiering',
  meaning: 'Vad som händer när en kostnad kunde bli betalt två gånger. Det som inte står här förblir som det är.',
  schema: consequence,
  vocabulary: (path) => consequenceWords[path as keyof typeof consequenceWords],
  example: { finding: 'INVOICE_LINKED_TWICE', consequence: 'block' },
  ...{ without: [], demands: [], rules: {} },
};
const form: Form = {
  kind: 'requirements',
  title: 'Krav på underlag',
  sheets: [sheet, consequenceSheet],
  readBy: [
    'bidragsbok evidence require FILEN.xlsx antar reglerna, alla på en gång och i stället för dem som gällde.',
    'Är någon cell fel antas inget.',
  ],
};

/** Rules as a row each. */
const rowOf = ({ accounts, kinds, needs, ...rule }: Requirement) => ({
  ...rule,
  ...(accounts === undefined ? {} : { accounts: accounts.map(spanWords).join('; ') }),
  ...(kinds === undefined ? {} : { kinds: kinds.map((kind) => costKindWords[kind]).join('; ') }),
  needs: needs.length === 0 ? NONE : needs.map(({ anyOf }) => anyKindWords(anyOf)).join('; '),
});
const spanWords = ({ from, to }: { readonly from: string; readonly to: string }) =>
  from === to ? from : `${from}–${to}`;

/** What a workbook of rules is written as, and where. `number` tells this copy from every other. */
export interface WriteRequirements {
  readonly path: string;
  readonly rules: readonly Requirement[];
  readonly doubleFunding: DoubleFunding;
  readonly number: string;
  readonly overwrite: boolean;
}

/** Writes rules as a workbook that is edited and read back. Refuses as `writeFileWhole` does. */
export function writeRequirements({
  path,
  rules: adopted,
  doubleFunding,
  number,
  overwrite,
}: WriteRequirements): Promise<WrittenFile> {
  const consequences = Object.entries(doubleFunding).map(([finding, of]) => ({ finding, consequence: of }));
  const filled = new Map<string, readonly object[]>([
    [sheet.id, adopted.map(rowOf)],
    [consequenceSheet.id, consequences],
  ]);
  const sheets = formSheets(form, { version: formVersions.newest, number }, filled);
  return writeFileWhole(path, workbook(sheets), { overwrite });
}

/**
 * The rules of a workbook, for AdoptRequirements. Refuses with FORM_UNKNOWN, FORM_VERSION_UNKNOWN, FORM_EMPTY, with
 * FORM_CELL_FAULTY for all cells at once, and as `openTable` does.
 */
export async function requirementsIn(path: string): Promise<RequirementsRead> {
  const known = { versions: formVersions, formOf: (kind: string) => (kind === form.kind ? form : undefined) };
  const { entries } = await readForm(await openTable(path), known);
  const of = (id: string) => entries.filter((entry) => entry.form === id).map(({ value }) => value);
  const told = (of(consequenceSheet.id) as z.output<typeof consequence>[]).map((one) => [one.finding, one.consequence]);
  return {
    rules: (of(sheet.id) as z.input<typeof row>[]).map(ruleOf),
    ...(told.length === 0 ? {} : { doubleFunding: Object.fromEntries(told) as Partial<DoubleFunding> }),
  };
}

/** What AdoptRequirements carries, out of a workbook. */
interface RequirementsRead {
  readonly rules: readonly object[];
  /** Absent in a workbook that was written before there was a choice. */
  readonly doubleFunding?: Partial<DoubleFunding>;
}

/** Every text was read once before, and can be. */
const ruleOf = ({ accounts, kinds, needs, ...rule }: z.input<typeof row>) => ({
  ...rule,
  ...(accounts === undefined ? {} : { accounts: accountsIn(accounts) }),
  ...(kinds === undefined ? {} : { kinds: costKindsIn(kinds) }),
  needs: needsIn(needs),
});
