import { type AnswerFault, answerFaults } from '#grants';

import type { GrantReturn } from './return-of.query.js';

/** What is wrong with a draft of answers to a return's form; of rules without a form nothing is known to be. */
export const draftFaults = (
  { form }: Pick<GrantReturn, 'form'>,
  draft: Parameters<typeof answerFaults>[1],
): readonly AnswerFault[] => (form == null ? [] : answerFaults(form, draft));
