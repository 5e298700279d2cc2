import { z } from 'zod';

import { type EventOf, EventType } from '#kernel';

import { programmeRef, programmeRules } from './rules.js';

/** The programme's rules as the recipient adopted them, whole: version counts from 1, hash is of the rules' JSON. */
export const ProgrammeAdopted = EventType.v1(
  'ProgrammeAdopted',
  z.strictObject({
    programme: programmeRef,
    version: z.int().min(1),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    rules: programmeRules,
  }),
);
export type ProgrammeAdopted = EventOf<typeof ProgrammeAdopted>;
