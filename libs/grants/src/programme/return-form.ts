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
  .refine(({ fields }) => new Set(fields.map(({ id }) => id)).size === fields.length, 'a field stands there twice')
  .refine(
    ({ fields }) => fields.every(({ kind, figure }) => (kind === 'amount') === (figure !== undefined)),
    'an amount says which figure it is, and nothing else does',
  );
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

/** What is wrong with answers to a form: those to no field of it first, then by its fields. A character is one that is seen. */
export function answerFaults(
  { fields }: Pick<ReturnForm, 'fields'>,
  { signatory, answers = {} }: Answers,
): AnswerFault[] {
  const typed = fields.filter(({ kind }) => kind === 'text');
  const unknown = Object.keys(answers).filter((name) => !typed.some(({ id }) => id === name));
  const faults: AnswerFault[] = unknown.map((name) => ({ field: name, code: 'RETURN_ANSWER_UNKNOWN' }));
  for (const { id, kind, required = false, maxLength = Infinity } of fields) {
    if (kind !== 'text' && kind !== 'signatory') continue;
    const answer = ((kind === 'text' ? answers[id] : signatory) ?? '').trim();
    if (required && answer === '') faults.push({ field: id, code: 'RETURN_ANSWER_MISSING' });
    if ([...answer].length > maxLength) faults.push({ field: id, code: 'RETURN_ANSWER_TOO_LONG', maxLength });
  }
  return faults;
}
