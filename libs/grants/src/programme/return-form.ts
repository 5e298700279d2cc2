import { z } from 'zod';

import { identifier } from '#kernel';

/** What a field of a return is filled with: a figure of the ledger, its rows, or what a person answers. */
const field = z.strictObject({
  id: identifier,
  sv: z.string().min(1),
  kind: z.enum(['amount', 'areas', 'providers', 'text', 'signatory']),
  /** Of an amount: which figure of the ledger stands in it. */
  figure: z
    .enum(['received', 'used', 'unused', 'own-funding-used', 'not-eligible', 'not-reported', 'unresolved', 'booked'])
    .optional(),
  /** Asked for in whole kronor: rounded by the largest remainder, so that the rows still add up to their total. */
  wholeKronor: z.boolean().optional(),
  required: z.boolean().optional(),
  /** Of a text: the most characters that it may have. */
  maxLength: z.int().min(1).optional(),
});

const check = z.strictObject({
  check: z.enum([
    'areas-sum-to-used',
    'received-known',
    'bound-money-in-its-areas',
    'no-blocking-findings',
    'imports-completed',
    'areas-known',
    'providers-reported',
    'reports-match-passed-on',
    'evidence-complete',
    'lines-resolved',
    'no-own-funding',
    'no-open-findings',
  ]),
  /** Whether a return is stopped by it, or sent with a warning. */
  level: z.enum(['stop', 'warn']),
  sv: z.string().min(1),
});

/** The form of a return (återrapporteringens blankett), as versioned data of a programme and year. */
export const returnForm = z
  .strictObject({ version: z.int().min(1), sv: z.string(), fields: z.array(field).min(1), checks: z.array(check) })
  .refine(({ fields }) => new Set(fields.map(({ id }) => id)).size === fields.length, 'a field stands there twice');
export type ReturnForm = z.output<typeof returnForm>;
/** One check of a form, by what is looked at. */
export type ReturnCheck = ReturnForm['checks'][number];

/** What is wrong with an answer to a form; `maxLength` where it is too long. */
export interface AnswerFault {
  readonly field: string;
  readonly code: 'RETURN_ANSWER_UNKNOWN' | 'RETURN_ANSWER_TOO_LONG' | 'RETURN_ANSWER_MISSING';
  readonly maxLength?: number;
}
interface Answers {
  readonly signatory?: string | undefined;
  readonly answers?: Readonly<Record<string, string>> | undefined;
}

/** What is wrong with answers to a form: those to no field of it first, then by its fields. */
export function answerFaults(
  { fields }: Pick<ReturnForm, 'fields'>,
  { signatory, answers = {} }: Answers,
): AnswerFault[] {
  const typed = new Set(fields.filter(({ kind }) => kind === 'text').map(({ id }) => id));
  const unknown = Object.keys(answers).filter((name) => !typed.has(name));
  const faults = fields.flatMap((asked) => {
    if (asked.kind === 'text') return faultsOf(asked, answers[asked.id]);
    return asked.kind === 'signatory' ? faultsOf(asked, signatory) : [];
  });
  return [...unknown.map((name): AnswerFault => ({ field: name, code: 'RETURN_ANSWER_UNKNOWN' })), ...faults];
}

function faultsOf({ id, required, maxLength = Infinity }: ReturnForm['fields'][number], said = ''): AnswerFault[] {
  const answer = said.trim();
  if (answer === '') return required === true ? [{ field: id, code: 'RETURN_ANSWER_MISSING' }] : [];
  // By code points: what a person counts as one letter of Swedish is one.
  return Array.from(answer).length > maxLength ? [{ field: id, code: 'RETURN_ANSWER_TOO_LONG', maxLength }] : [];
}
