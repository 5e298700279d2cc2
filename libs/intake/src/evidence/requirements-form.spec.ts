import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { FLAGGED, type Requirement, SHIPPED_REQUIREMENTS } from '#evidence';
import { DomainError } from '#kernel';
import { openTable, textCell, workbook, writeFileWhole, type WrittenRow } from '#tabular';

import { commandsOf } from '../command-file.js';
import { requirementsIn, writeRequirements } from './requirements-form.js';

const RULES: readonly Requirement[] = [
  {
    ...{ rule: 'large', accounts: [{ from: '5400', to: '5499' }, { from: '6540', to: '6540' }] }, // prettier-ignore
    ...{ kinds: ['cost', 'reduces-cost'], isPay: false, amountFrom: '100000.00', turn: 'finance' },
    needs: [{ anyOf: ['invoice'] }, { anyOf: ['agreement', 'procurement'] }],
  },
  { rule: 'small', needs: [], turn: 'unit' },
  ...SHIPPED_REQUIREMENTS,
];

const DOUBLE = { ...FLAGGED, INVOICE_LINKED_TWICE: 'block' } as const;

describe('rules in a workbook', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-rules-'));
  });
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });
  const write = async (name: string, rules = RULES): Promise<string> => {
    const path = join(dir, name);
    await writeRequirements({ path, rules, doubleFunding: DOUBLE, number: 'n-1', overwrite: false });
    return path;
  };

  /** The workbook with other texts in the cells of its first rule. */
  async function altered(name: string, cells: Readonly<Record<string, string>>): Promise<string> {
    const file = await openTable(await write(`whole-${name}`));
    const sheets = await Promise.all(
      file.sheets.map(async ({ name: of }) => {
        const rows: string[][] = [];
        for await (const batch of file.rows(of)) {
          for (const row of batch)
            rows.push(row.cells.map((cell) => (cell?.kind === 'fault' ? '' : (cell?.text ?? ''))));
        }
        const [headings = [], ...below] = rows;
        if (of === 'Krav på underlag') {
          for (const [heading, text] of Object.entries(cells)) (below[2] ?? [])[headings.indexOf(heading)] = text;
        }
        const columns = headings.map((heading) => ({ heading, holds: 'text' as const }));
        const written = below.map((row): WrittenRow => row.map((text) => textCell(text === '' ? null : text)));
        return { name: of, columns, rows: written };
      }),
    );
    const ours = sheets.filter(({ name: of }) => of !== 'Listor');
    const path = join(dir, name);
    await writeFileWhole(path, workbook(ours), { overwrite: false });
    return path;
  }

  it('are read back as they were written', async () => {
    expect(await requirementsIn(await write('rules.xlsx'))).toEqual({
      ...{ rules: RULES, doubleFunding: DOUBLE },
    });
  });

  it('are pointed to the command that reads them, where they are applied: FORM_READ_ELSEWHERE', async () => {
    const path = await write('applied.xlsx');
    await expect(commandsOf({ path, bytes: readFileSync(path) })).rejects.toEqual(
      new DomainError('FORM_READ_ELSEWHERE', { command: 'evidence require' }),
    );
  });

  it('are read as people write them', async () => {
    const path = await altered('people.xlsx', { Konton: '4000 - 4999;5010', Behöver: 'Faktura ; avtal  ELLER beslut' });
    const { rules } = await requirementsIn(path);
    expect(rules[0]).toMatchObject({
      accounts: [
        { from: '4000', to: '4999' },
        { from: '5010', to: '5010' },
      ],
      needs: [{ anyOf: ['invoice'] }, { anyOf: ['agreement', 'decision'] }],
    });
  });

  it('are refused cell by cell, with what was expected there', async () => {
    const path = await altered('faulty.xlsx', { Regel: 'Stor Regel', Konton: '5000–4000', Behöver: 'kvitto', 'Nästa steg hos': 'chefen' }); // prettier-ignore
    const refusal = await requirementsIn(path).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'FORM_CELL_FAULTY', details: { count: 4 } });
    const { all } = (refusal as { details: { all: readonly string[] } }).details;
    expect(all).toEqual([
      expect.stringMatching(/^Krav på underlag!B4: Regel: här väntas ett id/),
      expect.stringMatching(/^Krav på underlag!C4: Konton: här väntas konton från och till/),
      expect.stringMatching(/^Krav på underlag!G4: Behöver: här väntas vad som ska finnas.*faktura/),
      expect.stringMatching(/^Krav på underlag!H4: Nästa steg hos: här väntas något av enheten, ekonomi, löner/),
    ]);
  });
});
