import { z } from 'zod';

import { programmeRef, programmeRules } from './rules.js';

export const programmeCommands = {
  /** Without `rules` the file that ships with the product is adopted; another programme comes with its own. */
  AdoptProgramme: z.strictObject({ programme: programmeRef, rules: programmeRules.optional() }),
} as const;
