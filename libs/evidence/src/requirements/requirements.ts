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

/** Which evidence costs need, whole: the first rule that is for a line holds. Its version is its revision in the stream. */
export const RequirementsAdopted = EventType.v1(
  'RequirementsAdopted',
  z.strictObject({ rules: z.array(requirement).min(1).max(200) }),
  { plain: true, private: z.strictObject({ reason: z.string() }).partial() },
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
    reason: z.string().min(1).optional(),
  }),
} as const;

/** The rules as adopted last; null where the organisation has adopted none. */
export type RequirementsState = readonly Requirement[] | null;

/** A command on the requirements. */
export interface RequirementsCommand {
  readonly type: 'AdoptRequirements';
  readonly data: z.output<(typeof requirementsCommands)['AdoptRequirements']>;
}

/** Refuses with REQUIREMENT_LISTED_TWICE. Rules that hold already are not adopted again. */
function decide(
  state: RequirementsState,
  { data: { reason, rules: asked } }: RequirementsCommand,
): readonly RequirementsAdopted[] {
  const { rules } = RequirementsAdopted.schema.parse({
    rules: asked.map((rule) => ({ ...rule, amountFrom: rule.amountFrom?.toString() })),
  });
  const names = rules.map(({ rule }) => rule);
  const twice = names.find((rule, at) => names.indexOf(rule) !== at);
  if (twice !== undefined) throw new DomainError('REQUIREMENT_LISTED_TWICE', { rule: twice });
  if (JSON.stringify(state) === JSON.stringify(rules)) return [];
  return [{ type: 'RequirementsAdopted', data: { rules }, ...(reason === undefined ? {} : { private: { reason } }) }];
}

/** Which evidence the organisation's costs need. */
export const requirementsDecider: Decider<RequirementsState, RequirementsCommand, RequirementsAdopted> = {
  initial: null,
  decide,
  evolve: (_, { data }) => data.rules,
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
