import { z } from 'zod';

import {
  amountText,
  type Decider,
  documentKind,
  DomainError,
  type EventOf,
  EventType,
  identifier,
  money,
} from '#kernel';

const account = z.string().regex(/^[0-9A-Za-zÅÄÖåäö]{1,20}$/);

const requirement = z.strictObject({
  rule: identifier,
  /** The accounts that it is for, first and last; of every account where none are named. */
  accounts: z.array(z.strictObject({ from: account, to: account })).optional(),
  /** What kinds of cost lines it is for; of every kind where none are named. */
  kinds: z
    .array(z.enum(['cost', 'reduces-cost', 'passed-on']))
    .min(1)
    .optional(),
  /** Only lines of which it is known whose pay they are. */
  isPay: z.boolean().optional(),
  /** Only lines of at least so much, debit or credit. */
  amountFrom: amountText.optional(),
  /** Each of these, by a document of any of its kinds. None: such a line needs none. */
  needs: z.array(z.strictObject({ anyOf: z.array(documentKind).min(1) })),
  /** Whose turn it is where something is missing: the unit whose cost it is, the finance department, or payroll. */
  turn: z.enum(['unit', 'finance', 'payroll']),
});
export type Requirement = z.output<typeof requirement>;

/** What becomes of a link by which a cost could be paid for twice: it is refused, or stands and is a finding. */
const consequence = z.enum(['block', 'flag']);
const doubleFunding = z.strictObject({
  /** A document that supports more than it comes to. */
  DOCUMENT_ABOVE_TOTAL: consequence,
  /** Two documents that are one invoice of one supplier. */
  INVOICE_LINKED_TWICE: consequence,
  /** More than the whole of a person's pay. */
  PERSON_ABOVE_WHOLE: consequence,
});
export type DoubleFunding = z.output<typeof doubleFunding>;

/** What holds where nothing else is adopted: whatever could be paid for twice is a finding. */
export const FLAGGED: DoubleFunding = {
  ...{ DOCUMENT_ABOVE_TOTAL: 'flag', INVOICE_LINKED_TWICE: 'flag', PERSON_ABOVE_WHOLE: 'flag' },
};

const rules = z.array(requirement).min(1).max(200);
/** Which evidence costs need, whole: the first rule that is for a line holds. Its version is its revision in the stream. */
export const RequirementsAdopted = EventType.v1('RequirementsAdopted', z.strictObject({ rules }), {
  plain: true,
  private: z.strictObject({ reason: z.string() }).partial(),
}).next(
  z.strictObject({ rules, doubleFunding }),
  (v1) => ({ ...v1, doubleFunding: FLAGGED }), // before v2 no link was refused for being one too many
);
export const requirementsEventTypes = [RequirementsAdopted] as const;
export type RequirementsAdopted = EventOf<typeof RequirementsAdopted>;

/** What each command on the requirements carries. */
export const requirementsCommands = {
  AdoptRequirements: z.strictObject({
    rules: z
      .array(requirement.extend({ amountFrom: money.optional() }))
      .min(1)
      .max(200),
    /** Those that are left out stay as they are. */
    doubleFunding: doubleFunding.partial().optional(),
    reason: z.string().min(1).optional(),
  }),
} as const;

/** What is adopted as it was last; null where the organisation has adopted nothing. */
export type RequirementsState = RequirementsAdopted['data'] | null;

/** A command on the requirements. */
export interface RequirementsCommand {
  readonly type: 'AdoptRequirements';
  readonly data: z.output<(typeof requirementsCommands)['AdoptRequirements']>;
}

/** Refuses with REQUIREMENT_LISTED_TWICE. Rules that hold already are not adopted again. */
function decide(
  state: RequirementsState,
  { data: { reason, rules: asked, doubleFunding: changed = {} } }: RequirementsCommand,
): readonly RequirementsAdopted[] {
  const adopted = RequirementsAdopted.schema.parse({
    rules: asked.map((rule) => ({ ...rule, amountFrom: rule.amountFrom?.toString() })),
    doubleFunding: { ...(state?.doubleFunding ?? FLAGGED), ...changed },
  });
  const names = adopted.rules.map(({ rule }) => rule);
  const twice = names.find((rule, at) => names.indexOf(rule) !== at);
  if (twice !== undefined) throw new DomainError('REQUIREMENT_LISTED_TWICE', { rule: twice });
  if (JSON.stringify(state) === JSON.stringify(adopted)) return [];
  return [{ type: 'RequirementsAdopted', data: adopted, ...(reason === undefined ? {} : { private: { reason } }) }];
}

/** Which evidence the organisation's costs need. */
export const requirementsDecider: Decider<RequirementsState, RequirementsCommand, RequirementsAdopted> = {
  initial: null,
  decide,
  evolve: (_, { data }) => data,
};

/**
 * What holds where the organisation has adopted nothing: a line wants an invoice, and pay wants payslip, contract and what says how much of the work is
 * the grant's.
 */
export const SHIPPED_REQUIREMENTS: readonly Requirement[] = [
  {
    rule: 'passed-on',
    kinds: ['passed-on'],
    needs: [{ anyOf: ['agreement', 'decision'] }, { anyOf: ['payment', 'invoice'] }],
    turn: 'finance',
  },
  {
    rule: 'pay',
    isPay: true,
    needs: [{ anyOf: ['payslip'] }, { anyOf: ['employment-contract'] }, { anyOf: ['certificate', 'timesheet'] }],
    turn: 'payroll',
  },
  { rule: 'invoice', needs: [{ anyOf: ['invoice'] }], turn: 'unit' },
];
