import { DomainError, type RefusalCode, type RefusalKind, refusals } from '#kernel';

import { problemOfRefusal } from '../../apps/api/src/http/problem.js';
import { exitCodeOf } from '../../apps/cli/src/exit-codes.js';

const HEAD = `# Errors

Every refusal that the product can give, made from \`libs/kernel/src/refusals\` by \`npm run docs\`. A code names the rule
that was broken and never changes its meaning. The sentence is what a person reads; \`{name}\` is filled from the error's
details. Anything else that goes wrong is a fault of ours and has no code.
`;
const KINDS = '| Kind | Means | Exit code | HTTP |\n| --- | --- | --- | --- |\n';
const CODES = '| Code | Kind | Sentence |\n| --- | --- | --- |\n';

const meanings: Readonly<Record<RefusalKind, string>> = {
  usage: 'the call cannot be followed',
  refused: 'a rule does not allow it',
  'not-found': 'what it concerns is not there',
  conflict: 'it collides with what is there',
  integrity: 'the log is not what it was',
  unavailable: 'not now: try again',
};
const codes = (Object.keys(refusals) as RefusalCode[]).sort();

/** What each door answers to a kind of refusal, asked of the doors themselves. */
function kindRow(kind: RefusalKind): string {
  const example = codes.find((code) => refusals[code].kind === kind);
  if (example === undefined) throw new Error(`No refusal is of the kind ${kind}`);
  const error = new DomainError(example);
  return `| ${kind} | ${meanings[kind]} | ${exitCodeOf(error)} | ${problemOfRefusal(error).status} |\n`;
}

/** docs/errors.md: what the doors make of each kind of refusal, then every refusal by code. */
export function errorsPage(): string {
  const kinds = (Object.keys(meanings) as RefusalKind[]).map(kindRow);
  const rows = codes.map((code) => `| \`${code}\` | ${refusals[code].kind} | ${refusals[code].says} |\n`);
  return [HEAD, [KINDS, ...kinds].join(''), [CODES, ...rows].join('')].join('\n');
}
