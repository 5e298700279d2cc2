import type { z } from 'zod';

import { Shapes } from './shapes.js';

/** The commands of one subject, by name. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: Readonly<Record<string, z.ZodObject>>;
}

const HEAD = `# Commands

What \`bidragsbok apply FILE\` and the API take, made from the schemas by \`npm run docs\`. A file is a JSON array of
\`{ "type", "on"?, "by"?, "data" }\`: \`type\` is a name below, \`on\` the day that the facts are of, \`by\` who acts
(\`{ "subject", "role" }\`, otherwise \`system:cli\`), \`data\` the fields below. Each command is carried out whole or not at
all.

Amounts are strings with two decimals (\`"-1234.50"\`), dates \`"2026-04-08"\`, ids lower-case letters, digits and hyphens,
shares decimal strings above 0 and at most 1 (\`"0.6"\`), purpose areas numbers. A question mark follows what may be left
out.
`;

/** The commands of `apply` and the API, each with its meaning and fields, then the objects that fields hold. */
export function commandsSection(groups: readonly CommandGroup[], meanings: Readonly<Record<string, string>>): string {
  const shapes = new Shapes();
  const sections = groups.flatMap(({ title, commands }) => [
    `## ${title}\n`,
    ...Object.entries(commands).map(
      ([name, schema]) => `### ${name}\n\n${meanings[name] ?? ''}\n\n${shapes.table(schema)}\n`,
    ),
  ]);
  return [HEAD, ...sections, '## Objects in fields\n', ...shapes.list()].join('\n');
}
