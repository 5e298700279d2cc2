import { Command } from 'commander';

import { diffImports } from '#intake';

import { onBook } from '../door.js';
import { importDiffText } from '../reports/import-diff.js';

/** `import diff`. */
export const diffCommand = (): Command =>
  new Command('diff')
    .description('jämför två inlästa filer: vad de säger olika, verifikation för verifikation')
    .argument('<a>', 'den ena inläsningens id, som i import list')
    .argument('<b>', 'den andra inläsningens id')
    .action(
      onBook(async (book, { args: [a = '', b = ''] }) => {
        const diff = await diffImports(book, a, b);
        return { json: diff, text: () => importDiffText(diff) };
      }),
    );
