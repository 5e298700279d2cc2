import type { z } from 'zod';

import { fieldsOf, Shapes } from './shapes.js';

/** The commands of one subject, by name. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: Readonly<Record<string, z.ZodObject>>;
}

const HEAD = `# Commands

What \`bidragsbok apply FILE\` and the API take, made from the schemas by \`npm run docs\`. A file is a JSON array of
\`{ "type", "on"?, "by"?, "data" }\`: \`type\` is a name below, \`on\` the day that the facts are of, \`by\` who acts
(\`{ "subject", "role" }\`, otherwise \`system:cli\`), \`data\` the fields below. Each command is carried out whole or not at all.

Amounts are strings with two decimals (\`"-1234.50"\`), dates \`"2026-04-08"\`, ids lower-case letters, digits and hyphens,
shares decimal strings above 0 and at most 1 (\`"0.6"\`).
`;

function section(name: string, meaning: string, rows: readonly string[]): string {
  return `### ${name}\n\n${meaning}\n\n| Field | Type | Required |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** docs/commands.md: every command with its meaning and fields, then the shapes that fields share. */
export function commandsPage(groups: readonly CommandGroup[], meanings: Readonly<Record<string, string>>): string {
  const shapes = new Shapes();
  const parts = groups.flatMap(({ title, commands }) => [
    `## ${title}\n`,
    ...Object.entries(commands).map(([name, schema]) =>
      section(
        name,
        meanings[name] ?? '',
        fieldsOf(schema).map(
          ({ field, type, required }) => `| \`${field}\` | ${shapes.nameOf(type, field)} | ${required} |`,
        ),
      ),
    ),
  ]);
  return [HEAD, ...parts, '## Shapes\n', shapes.list()].join('\n');
}
