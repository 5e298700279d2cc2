import type { Refusal } from '#kernel';

const HEAD = `# Errors

Every refusal that the product can give, made from \`libs/kernel/src/refusals\` by \`npm run docs\`. A code names the rule
that was broken and never changes its meaning. The sentence is what a person reads; \`{name}\` is filled from the error's
details. Anything else that goes wrong is a fault of ours and has no code.

| Code | Kind | Sentence |
| --- | --- | --- |
`;

/** docs/errors.md: every refusal with its kind and sentence, by code. */
export function errorsPage(refusals: Readonly<Record<string, Refusal>>): string {
  const rows = Object.entries(refusals)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { kind, says }]) => `| \`${code}\` | ${kind} | ${says} |`);
  return `${HEAD}${rows.join('\n')}\n`;
}
