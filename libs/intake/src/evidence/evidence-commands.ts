import type { z } from 'zod';

import type { Attempt } from '#event-log';
import {
  documentCommands,
  documentDecider,
  documentStream,
  REQUIREMENTS_STREAM,
  requirementsCommands,
  requirementsDecider,
} from '#evidence';

import type { OpenedFiles } from '../opened.js';
import { onDescription } from './describe.js';

/** What is said of documents and of what costs need. */
export const evidenceCommands = { ...documentCommands, ...requirementsCommands } as const;

type Asked = {
  [Name in keyof typeof evidenceCommands]: {
    readonly type: Name;
    readonly data: z.output<(typeof evidenceCommands)[Name]>;
  };
}[keyof typeof evidenceCommands];

/** A command on a document, or on the requirements. */
export async function onEvidence(book: OpenedFiles, attempt: Attempt, asked: Asked): Promise<void> {
  if (asked.type === 'AdoptRequirements') {
    const state = await attempt.load({ decider: requirementsDecider, stream: REQUIREMENTS_STREAM });
    attempt.write(REQUIREMENTS_STREAM, requirementsDecider.decide(state, asked));
    return;
  }
  if (asked.type === 'DescribeDocument') return onDescription(book, attempt, asked.data);
  const stream = documentStream(asked.data.document);
  const state = await attempt.load({ decider: documentDecider, stream });
  if (asked.type !== 'RedactDocument') {
    attempt.write(stream, documentDecider.decide(state, asked));
    return;
  }
  const copy = await attempt.load({ decider: documentDecider, stream: documentStream(asked.data.copy) });
  attempt.write(stream, documentDecider.decide(state, { ...asked, facts: { copy } }));
}
