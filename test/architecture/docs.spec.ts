import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { documentCommands, personCommands, requirementsCommands } from '#evidence';
import { actCommands, grantCommands, programmeCommands } from '#grants';
import { erasureCommands, pruningCommands } from '#intake';
import { refusals } from '#kernel';
import { bookCommands, mappingCommands, projectCodeCommands, salaryMappingCommands, voucherCommands } from '#ledger';

import { commandTree } from '../../apps/cli/src/command-tree.js';

import { commandMeanings } from './command-meanings.js';
import { commandsSection } from './commands-section.js';
import { root } from './cruise.js';
import { errorsPage } from './errors-page.js';
import { terminalSection } from './terminal-section.js';

const groups = [
  { title: 'Programme', commands: programmeCommands },
  { title: 'Grant', commands: grantCommands },
  { title: 'Acts of two persons', commands: actCommands },
  { title: 'Book', commands: bookCommands },
  { title: 'Column mapping', commands: mappingCommands },
  { title: 'Mapping of a list of pay', commands: salaryMappingCommands },
  { title: 'Project code', commands: projectCodeCommands },
  { title: 'Voucher', commands: voucherCommands },
  { title: 'Document', commands: documentCommands },
  { title: 'Person', commands: personCommands },
  { title: 'Requirements', commands: requirementsCommands },
  { title: 'Erasure', commands: erasureCommands },
  { title: 'Pruning', commands: pruningCommands },
];
const pages = [
  { file: 'docs/errors.md', page: errorsPage() },
  {
    file: 'docs/commands.md',
    page: [commandsSection(groups, commandMeanings), terminalSection(commandTree())].join('\n'),
  },
];

describe('a page made from the source', () => {
  it.each(pages)('$file says what the source says (else: npm run docs)', ({ file, page }) => {
    const path = join(root, file);
    // `npm run docs` sets this: then the page is written, and the check below reads it back.
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(path, page);
    expect(readFileSync(path, 'utf8')).toBe(page);
  });

  it.each(Object.entries(refusals))('%s says in a whole sentence what is wrong and what to do', (_, { says }) => {
    expect(says).toMatch(/^[A-ZÅÄÖ{].{20,}[.!](?:\{cells\})?$/);
  });

  it('has no meaning for a command that is gone', () => {
    const names = groups.flatMap(({ commands }) => Object.keys(commands));
    expect(Object.keys(commandMeanings).sort()).toEqual(names.sort());
  });
});
