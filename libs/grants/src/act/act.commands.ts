import { z } from 'zod';

import { identifier } from '#kernel';

export const actCommands = {
  ConfirmAct: z.strictObject({ act: identifier }),
  RejectAct: z.strictObject({ act: identifier, reason: z.string().min(1).optional() }),
} as const;
