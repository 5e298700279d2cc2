import type { z } from 'zod';

import type { Attempt } from '#event-log';
import {
  documentCommands,
  documentDecider,
  documentStream,
  personCommands,
  personDecider,
  personStream,
  REQUIREMENTS_STREAM,
  requirementsCommands,
  requirementsDecider,
} from '#evidence';

import type { OpenedFiles } from '../opened.js';
import { onDescription } from './describe.js';

/** What is said of documents, of persons and of what costs need. */
export const evidenceCommands = { ...documentCommands, ...personCommands, ...requirementsCommands } as const;

type Asked = {
  [Name in keyof typeof evidenceCommands]: {
    readonly type: Name;
    readonly data: z.output<(typeof evidenceCommands)[Name]>;
  };
}[keyof typeof evidenceCommands];

type OnPersons = Extract<Asked, { readonly type: keyof typeof personCommands }>;
const isOnPersons = (asked: Asked): asked is OnPersons => asked.type in personCommands;

/** A command on a document, on persons or on the requirements. */
export async function onEvidence(book: OpenedFiles, attempt: Attempt, asked: Asked): Promise<void> {
  if (isOnPersons(asked)) return onPersons(attempt, asked);
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

/** A command on two persons, with what is known of the other looked up. */
async function onPersons(attempt: Attempt, asked: OnPersons): Promise<void> {
  const { person, sameAs } = asked.data;
  const stream = personStream(person);
  const state = await attempt.load({ decider: personDecider, stream });
  if (asked.type === 'UntiePersons') {
    attempt.write(stream, personDecider.decide(state, asked));
    return;
  }
  const other = await attempt.load({ decider: personDecider, stream: personStream(sameAs) });
  const facts = { other, by: attempt.context.actor };
  attempt.write(stream, personDecider.decide(state, { ...asked, facts }));
}
