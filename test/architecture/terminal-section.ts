import type { CommandEntry } from '../../apps/cli/src/command-tree.js';

const HEAD = `## In the terminal

\`bidragsbok …\`, with its own Swedish descriptions; \`--help\` says the same. What every command may be told stands first.
`;

/** The commands of the terminal door, with their arguments and options. */
export function terminalSection(tree: readonly CommandEntry[]): string {
  return [HEAD, ...tree.map(entry)].join('\n');
}

function entry({ path, description, arguments: named, options }: CommandEntry): string {
  const words = ['bidragsbok', path, ...named.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`))];
  const rows = [
    ...named.map(({ name, description: says }) => `| \`${name}\` | ${says} |`),
    ...options.map(
      ({ flags, description: says, choices }) => `| \`${flags}\` | ${[says, ...choicesOf(choices)].join(': ')} |`,
    ),
  ];
  const table = rows.length === 0 ? '' : `\n| | |\n| --- | --- |\n${rows.join('\n')}\n`;
  return `### \`${words.filter((word) => word !== '').join(' ')}\`\n\n${description}\n${table}`;
}

const choicesOf = (choices: readonly string[]): readonly string[] =>
  choices.length === 0 ? [] : [choices.map((choice) => `\`${choice}\``).join(', ')];
