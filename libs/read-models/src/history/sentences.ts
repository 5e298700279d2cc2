import type { logEventTypes } from '#event-log';
import type { evidenceEventTypes } from '#evidence';
import type { grantsEventTypes } from '#grants';
import type { WireOf } from '#kernel';
import type { ledgerEventTypes } from '#ledger';

import { actSentences, logSentences, programmeSentences } from './act-sentences.js';
import { evidenceSentences } from './evidence-sentences.js';
import { grantSentences } from './grant-sentences.js';
import { bookSentences, importSentences, mappingSentences, projectCodeSentences } from './ledger-sentences.js';
import type { Sentence, Sentences } from './sentence.js';
import { voucherSentences } from './voucher-sentences.js';

/** Every event that a log may hold, as its newest JSON. */
type LogEvent = WireOf<
  | (typeof logEventTypes)[number]
  | (typeof grantsEventTypes)[number]
  | (typeof ledgerEventTypes)[number]
  | (typeof evidenceEventTypes)[number]
>;

// An event type that is new in one of the rooms does not compile until it has its sentence here.
const sentences: Sentences<LogEvent> = {
  ...logSentences,
  ...programmeSentences,
  ...grantSentences,
  ...actSentences,
  ...bookSentences,
  ...projectCodeSentences,
  ...importSentences,
  ...mappingSentences,
  ...voucherSentences,
  ...evidenceSentences,
};

/** How an event of a type is told; its data in the newest shape. */
export const sentenceOf = (type: string): Sentence<unknown> => sentences[type as LogEvent['type']] as Sentence<unknown>;
