import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';

import { Command } from 'commander';

import { formKinds, writeForm } from '#intake';

import { answering } from '../door.js';
import { facts, table } from '../output.js';

interface Written {
  readonly out: string;
  readonly overwrite?: boolean;
}

/** `template KIND.xlsx` and `template list`: forms to fill in, for `apply`. */
export const templateCommand = (): Command =>
  new Command('template')
    .description('skriv ett formulär i Excel att fylla i och läsa in med apply')
    .argument('<kind>', 'formulärets namn som filnamn, t.ex. beslut.xlsx; list visar vilka som finns')
    .option('--out <dir>', 'katalogen som filen skrivs i', '.')
    .option('--overwrite', 'skriv över en fil som finns')
    .action(answering<Written>(({ args: [kind = ''], options }) => (kind === 'list' ? list() : write(kind, options))));

function list() {
  const kinds = formKinds();
  const columns = [{ title: 'Formulär' }, { title: 'Kallas också' }, { title: 'Innehåll', max: 60 }, { title: 'Blad', max: 90 }]; // prettier-ignore
  const rows = kinds.map(({ kind, alias, title, sheets }) => [kind, alias, title, sheets.join(', ')]);
  return {
    json: kinds,
    text: () =>
      [table(columns, rows), '', 'Varje enskilt kommando är också ett formulär, t.ex. OpenProjectCode.xlsx.'].join(
        '\n',
      ),
  };
}

async function write(name: string, { out, overwrite = false }: Written) {
  const kind = basename(name).replace(/\.xlsx$/i, '');
  const path = join(out, `${kind}.xlsx`);
  const file = await writeForm({ kind, path, number: randomUUID(), overwrite });
  return { json: file, text: () => facts([['Formulär skrivet', file.path]]) };
}
