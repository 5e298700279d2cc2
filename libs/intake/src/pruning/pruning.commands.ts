import { z } from 'zod';

import { PRUNING_GROUNDS } from '#event-log';
import { date, identifier } from '#kernel';

/** The command that takes a year away. */
export const pruningCommands = {
  PruneYear: z.strictObject({
    act: identifier,
    /** The calendar year in which the financial years of the books ended. */
    year: z.int().min(1900).max(2999),
    /** Who decided it (gallringsbeslut), when, and its number in the registry. */
    decision: z.strictObject({ body: z.string().min(1), date, caseNumber: z.string().min(1) }),
    ground: z.enum(PRUNING_GROUNDS),
    /** The paragraph of the ground, without personal data. */
    paragraph: z.string().min(1),
  }),
} as const;

export type PruneYear = z.output<(typeof pruningCommands)['PruneYear']>;
