import type { AddedEvidence, RefusedDocument } from '#intake';
import { DomainError } from '#kernel';

import { problemOfRefusal } from '../http/problem.js';
import { ProblemElsewhere } from '../http/problem.filter.js';

/** Nothing of an upload was taken in: the first refusal, and beside it that of every file of it. */
export function nothingTakenIn({ code, says: detail }: RefusedDocument, { refused }: AddedEvidence): ProblemElsewhere {
  const problem = problemOfRefusal(new DomainError(code));
  return new ProblemElsewhere({ ...problem, detail, details: { refused: [...refused] } });
}
