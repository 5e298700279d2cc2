import { describe, expect, it } from '@jest/globals';

import { commandTree } from './command-tree.js';

describe('the commands of the CLI', () => {
  const tree = commandTree();
  const paths = tree.map(({ path }) => path);

  it('has every door that there is', () => {
    expect(paths).toEqual([
      '',
      ...['init', 'template', 'apply', 'import sie', 'import ledger', 'import list', 'import diff'],
      ...['import undo', 'import quarantine list', 'import quarantine release', 'import quarantine reject'],
      ...['mapping suggest', 'mapping save', 'mapping show', 'mapping list'],
      ...['chart import', 'chart show', 'chart gaps'],
      ...['grant show', 'grant tree', 'grant bridge', 'grant list', 'grant checklist'],
      ...['return show', 'return build', 'return diff', 'trace', 'book list', 'book show', 'book lock', 'book reopen'],
      ...['project-code repost', 'project-code list', 'ledger extract', 'ledger balance', 'ledger export'],
      ...['ledger reconcile', 'ledger grant-accounts'],
      ...[
        'voucher show',
        'voucher list',
        'salary add',
        'salary list',
        'salary reconcile',
        'salary tie',
        'salary untie',
        'salary mapping save',
        'salary mapping show',
        'salary mapping list',
      ],
      ...['evidence add', 'evidence list', 'evidence show', 'evidence get', 'evidence describe', 'evidence match'],
      ...['evidence link', 'evidence unlink', 'evidence gaps', 'evidence require'],
      ...[
        'underlay build',
        'underlay sample',
        'underlay verify',
        'underlay demand',
        'underlay deliver',
        'underlay demands',
        'runs',
        'act confirm',
        'act reject',
      ],
      ...['erase voucher', 'erase import', 'erase document', 'erase stream', 'erase positions', 'prune'],
      ...['findings', 'history', 'diff', 'replay'],
      ...['verify', 'checkpoint', 'checkpoint adopt', 'checkpoint accept-loss', 'proof', 'export'],
      ...['key show', 'key rotate', 'key replace', 'key copy', 'backup', 'restore', 'migrate', 'info', 'demo'],
    ]);
  });

  it('describes every command, argument and option in words', () => {
    for (const entry of tree) {
      expect(entry.description).toMatch(/\p{L}{3}/u);
      for (const { description } of [...entry.arguments, ...entry.options]) expect(description).toMatch(/\p{L}{3}/u);
    }
  });

  it('asks every question of a moment', () => {
    // Keys are those of the log's end: an earlier moment is proved by whatever key signed it.
    const questions = tree.filter(
      ({ path }) =>
        /\b(?:show|tree|bridge|trace|sample|list|checklist|diff|extract|balance|findings|gaps|reconcile|grant-accounts|build|checkpoint|proof|export)$/.test(
          path,
        ) && !['key show', 'diff', 'import diff'].includes(path),
    );
    for (const { options } of questions) {
      const flags = options.map((option) => option.flags);
      expect(flags).toEqual(expect.arrayContaining(['--as-of <moment>', '--per-date <date>']));
    }
  });
});
