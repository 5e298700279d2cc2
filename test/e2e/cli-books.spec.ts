import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Cli, refusalIn } from './cli.js';

jest.setTimeout(120_000);

const BOOK = {
  ...{ book: 'raindance-2026', kind: 'erp', system: 'Raindance' },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { project: '6' },
  accountRoles: [{ from: '4000', to: '7999', role: 'cost' }],
};
const OF_BOOK = ['--book', 'raindance-2026'];

describe('the periods of a book', () => {
  const cli = new Cli();
  beforeAll(() => {
    expect(cli.run('init', '--org', '2321000164', '--name', 'Region Exempel').status).toBe(0);
    const file = cli.file('commands.json', JSON.stringify([{ type: 'OpenBook', data: BOOK }]));
    expect(cli.run('apply', file).status).toBe(0);
  });
  afterAll(() => {
    cli.remove();
  });

  it('are locked, and opened again for a reason that is shown where the book and its history are', () => {
    const locked = cli.json('book', 'lock', ...OF_BOOK, '--through', '2026-06-30', '--by', 'person-ekonom');
    expect(locked).toMatchObject({ lockedThrough: '2026-06-30', locks: [{ through: '2026-06-30', reason: null }] });
    const why = ['--reason', 'Sen faktura', '--by', 'person-attestant'];
    const reopened = cli.json('book', 'reopen', ...OF_BOOK, '--through', '2026-05-31', ...why);
    expect(reopened).toMatchObject({ lockedThrough: '2026-05-31' });
    expect(cli.json('book', 'reopen', ...OF_BOOK, '--through', 'none', ...why)).toMatchObject({
      lockedThrough: null,
      locks: [
        { through: '2026-06-30', actor: { subject: 'person-ekonom' }, reason: null, erased: false },
        { through: '2026-05-31', actor: { subject: 'person-attestant' }, reason: 'Sen faktura' },
        { through: null, reason: 'Sen faktura' },
      ],
    });

    const { stdout } = cli.run('book', 'show', 'raindance-2026');
    expect(stdout).toMatch(/Räkenskapsår +2026-01-01–2026-12-31/);
    expect(stdout).toMatch(/4000 +7999 +kostnad/);
    expect(stdout).toMatch(/till och med 2026-05-31 +person-attestant +Sen faktura/);
    expect(cli.run('book', 'list').stdout).toMatch(/raindance-2026 +Raindance +2026-01-01 +2026-12-31/);
    expect(cli.json('book', 'show', 'raindance-2026', '--as-of', '3')).toMatchObject({ lockedThrough: '2026-06-30' });

    const history = cli.run('history', '--actor', 'person-attestant').stdout;
    expect(history).toContain('- öppnade en låst period i boken raindance-2026: nu låst till och med 2026-05-31');
    expect(history).toContain('  Skäl: Sen faktura');
    expect(history).toContain('2 poster');
  });

  it.each([
    [['book', 'reopen', ...OF_BOOK, '--through', 'none'], 'CALL_MALFORMED'],
    [['book', 'reopen', ...OF_BOOK, '--through', 'none', '--reason', ''], 'COMMAND_MALFORMED'],
    [['book', 'lock', ...OF_BOOK, '--through', 'juni'], 'CALL_MALFORMED'],
    [['book', 'lock', ...OF_BOOK, '--through', '2026-06-30', '--by', 'Anna'], 'CALL_MALFORMED'],
    [['book', 'show', 'ingen'], 'BOOK_UNKNOWN'],
    [['history', '--series', 'A'], 'CALL_MALFORMED'],
    [['history', '--from', '3', '--to', '1'], 'MOMENTS_REVERSED'],
    [['history', '--limit', 'många'], 'CALL_MALFORMED'],
    [['history', '--grant', 'intet'], 'GRANT_NOT_ANNOUNCED'],
  ])('%j is refused', (args, code) => {
    expect(refusalIn(cli.run(...args, '--json')).code).toBe(code);
  });
});
