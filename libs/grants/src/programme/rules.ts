import { z } from 'zod';

import { date, identifier, money, period, purposeArea } from '#kernel';

import { returnForm } from './return-form.js';

/** Statsbidragets omgång: one programme and one grant year. */
export const programmeRef = z.strictObject({ id: identifier, year: z.int().min(2000).max(2100) });
export type ProgrammeRef = z.output<typeof programmeRef>;

/**
 * How a krona is followed from a cost to the payment that bore it (spårning). `proportional`: every cost of a pot is borne by
 * its payments in the same proportion. `fifo`: in the order of costs and payments. `explicit-share`: first by the share of
 * own funding that the allocation's decision states, and then in proportion.
 */
const lineageRule = z.enum(['proportional', 'fifo', 'explicit-share']);
export type LineageRule = z.output<typeof lineageRule>;

/** The rules of one programme and grant year, as versioned data (SFS 2024:1253 and the authority's guidance). */
export const programmeRules = z.strictObject({
  id: identifier,
  year: z.int(),
  title: z.string(),
  regulation: z.string(),
  authority: z.string(),
  /** The document that the rules were read from. */
  source: z.strictObject({ title: z.string(), date, caseNumber: z.string() }),
  /** The grant may be used from–to (9 §: one decision, one grant year). */
  usePeriod: period,
  requisitionWindow: period,
  /** The report on the use (10 §); `due` is null while the authority has not set the day. */
  return: z.strictObject({ due: date.nullable(), sv: z.string(), form: returnForm.optional() }),
  pots: z
    .array(
      z.strictObject({
        id: identifier,
        recipients: z.string(),
        amount: money.optional(),
        key: z.string().optional(),
        /** Money of this pot may go to these purpose areas alone. */
        purposeAreas: z.array(purposeArea).min(1).optional(),
      }),
    )
    .min(1),
  purposeAreas: z
    .array(
      z.strictObject({
        number: purposeArea,
        sv: z.string(),
        en: z.string().optional(),
        /** What the area's own words bind it to; "primary care only" is no condition of the whole grant. */
        boundTo: z.enum(['primary-care', 'health-care']).optional(),
        /** Concerns only the recipients that the government names (3 §): those that have money from a pot bound to it. */
        onlyNamedRecipients: z.boolean().optional(),
      }),
    )
    .min(1),
  /** How kronor are followed; `proportional` where the rules do not say. */
  lineage: lineageRule.optional(),
  /** The municipalities named for the rural pots, by county; a county that is not listed is not known here. */
  ruralMunicipalities: z.array(
    z.strictObject({
      county: z.string().regex(/^\d\d$/),
      municipalities: z.array(z.strictObject({ code: z.string().regex(/^\d{4}$/), name: z.string() })).min(1),
      source: z.string(),
    }),
  ),
  repaymentGrounds: z
    .array(
      z.strictObject({
        id: identifier,
        paragraph: z.string(),
        sv: z.string(),
        /** How what is to be repaid on the ground is worked out of the ledger; none where it cannot be. */
        computed: z.enum(['received-above-award', 'not-used', 'no-return']).optional(),
      }),
    )
    .min(1),
  conditions: z.array(z.string()),
  underlay: z.array(z.strictObject({ kind: identifier, sv: z.string() })),
  /** Where the guidance and the regulation differ, both are kept. */
  sourcesDiffer: z.array(z.strictObject({ subject: z.string(), guidance: z.string(), regulation: z.string() })),
});
export type ProgrammeRules = z.output<typeof programmeRules>;

/** The rules as one JSON text whatever order they were written in: what their hash is taken of. */
export const canonicalRules = (rules: ProgrammeRules): string => JSON.stringify(z.encode(programmeRules, rules));
