import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { date, DomainError, identifier, money } from '#kernel';

import { type CellContent } from '../table/workbook.fixture.js';
import { dateNumber, fillIn, type OpenSheet, saved } from './filled-form.fixture.js';
import { type Form, formSheets } from './form-sheets.js';
import { type FilledForm, readForm } from './read-form.js';
import type { Wording } from './wording.js';

const dir = mkdtempSync(join(tmpdir(), 'form-'));
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const schema = z.strictObject({
  grant: identifier,
  on: date.optional(),
  amounts: z
    .array(z.strictObject({ pot: identifier, amount: money }))
    .min(1)
    .refine((amounts) => new Set(amounts.map(({ pot }) => pot)).size === amounts.length, 'twice'),
  decision: z.strictObject({ status: z.enum(['proposed', 'decided']), body: z.string().min(1) }).optional(),
});
const words: Readonly<Record<string, Wording>> = {
  grant: { heading: 'Bidrag', help: 'Vilket.', formerly: ['Statsbidragets id'] },
  on: { heading: 'Datum', help: 'När.' },
  'amounts.pot': { heading: 'Pott', help: 'Vilken.' },
  'amounts.amount': { heading: 'Belopp', help: 'Hur mycket.' },
  'decision.status': { heading: 'Läge', help: 'Hur.', words: { proposed: 'föreslaget', decided: 'beslutat' } },
  'decision.body': { heading: 'Organ', help: 'Vem.' },
};
const form: Form = {
  kind: 'award',
  title: 'Bidrag',
  sheets: [
    {
      id: 'Award',
      sheet: 'Beslut',
      meaning: 'Ett beslut.',
      schema,
      vocabulary: (path) => words[path],
      example: { grant: 'exempel', on: '2026-04-08', amounts: [{ pot: 'a', amount: '1.00' }, { pot: 'b', amount: '2.50' }] }, // prettier-ignore
      without: [],
      demands: [],
      rules: { twice: 'potten står två gånger' },
    },
  ],
};
const known = { versions: { newest: 3, oldest: 2 }, formOf: (kind: string) => (kind === 'award' ? form : undefined) };
const sheets = (version = 3) => formSheets(form, { version, number: 'nr-1' });

type Change = (sheet: OpenSheet, all: Map<string, OpenSheet>) => void;
async function read(change: Change, { version = 3, date1904 = false } = {}): Promise<FilledForm> {
  const changing = (all: Map<string, OpenSheet>) => {
    change(all.get('Beslut') ?? { name: '', rows: [] }, all);
  };
  const file = await saved(join(dir, 'formular.xlsx'), sheets(version), { change: changing, date1904 });
  return readForm(file, known);
}
const filled =
  (...rows: readonly Readonly<Record<string, CellContent>>[]): Change =>
  (sheet) => {
    for (const row of rows) fillIn(sheet, row);
  };
async function refused(change: Change, options = {}) {
  const refusal = await read(change, options).then(() => null, (error: unknown) => error); // prettier-ignore
  if (!(refusal instanceof DomainError)) throw refusal;
  return refusal;
}
const faults = async (change: Change) => (await refused(change)).details['all'];
const values = async (change: Change, options = {}) => (await read(change, options)).entries.map(({ value }) => value);

const whole = { Bidrag: 'nv-2026', Pott: 'alla', Belopp: '10' };
const wholeValue = { grant: 'nv-2026', amounts: [{ pot: 'alla', amount: '10.00' }] };

describe('a filled-in form', () => {
  it('says what stands in its rows, a list going on in the rows below', async () => {
    const change = filled(
      { Bidrag: 'nv-2026', Datum: '8 april 2026', Pott: 'a', Belopp: '1 000,50', Läge: 'Beslutat', Organ: 'Nämnden' },
      { Pott: 'b', Belopp: { number: '20' } },
      {},
      { Bidrag: 'annat', Datum: dateNumber('2026-05-01'), Pott: 'a', Belopp: { number: '0.30000000000000004' } },
    );
    expect(await read(change)).toEqual({
      kind: 'award',
      version: 3,
      number: 'nr-1',
      entries: [
        {
          ...{ form: 'Award', sheet: 'Beslut', line: 5 },
          value: {
            ...{ grant: 'nv-2026', on: '2026-04-08', decision: { status: 'decided', body: 'Nämnden' } },
            amounts: [{ pot: 'a', amount: '1000.50' }, { pot: 'b', amount: '20.00' }], // prettier-ignore
          },
        },
        {
          ...{ form: 'Award', sheet: 'Beslut', line: 8 },
          value: { grant: 'annat', on: '2026-05-01', amounts: [{ pot: 'a', amount: '0.30' }] },
        },
      ],
    });
  });

  it('is found by its headings, in any order and without those that may be left out', async () => {
    const change: Change = (sheet) => {
      fillIn(sheet, whole);
      sheet.rows = sheet.rows.map(([mark = null, grant = null, , , , pot = null, amount = null]) => [
        amount,
        mark,
        pot,
        grant,
      ]);
    };
    expect(await values(change)).toEqual([wholeValue]);
  });

  it('takes the value that a formula was stored with, and the days of the 1904 system', async () => {
    const row = { ...whole, Belopp: { formula: 'SUM(A1:A2)', number: '10' }, Läge: 'föreslaget' };
    const change: Change = (sheet) => {
      sheet.rows = sheet.rows.slice(0, 2); // The example was written in the 1900 system.
      fillIn(sheet, { ...row, Organ: { formula: 'A1', text: 'Nämnden' }, Datum: { number: '44658', format: 14 } });
    };
    expect(await values(change, { date1904: true })).toEqual([
      { ...wholeValue, on: '2026-04-08', decision: { status: 'proposed', body: 'Nämnden' } },
    ]);
  });

  it('may be without its example, its help and the word that marks them where nothing is left of them', async () => {
    const change: Change = (sheet) => {
      sheet.rows = sheet.rows.slice(0, 1);
      fillIn(sheet, whole);
    };
    expect(await values(change)).toEqual([wholeValue]);
  });

  it('of an older version is read by the headings that it had', async () => {
    const change: Change = (sheet) => {
      fillIn(sheet, whole);
      sheet.rows = sheet.rows.map((row) => row.map((cell) => (cell === 'Bidrag' ? 'Statsbidragets id' : cell)));
    };
    expect(await values(change, { version: 2 })).toEqual([wholeValue]);
  });
});

describe('a form that is not read', () => {
  it('is of another version', async () => {
    const details = { oldest: 2, newest: 3 };
    expect(await refused(filled(whole), { version: 1 })).toMatchObject({ code: 'FORM_VERSION_UNKNOWN', details: { version: '1', ...details } }); // prettier-ignore
    expect(await refused(filled(whole), { version: 4 })).toMatchObject({ code: 'FORM_VERSION_UNKNOWN' });
  });

  it('has lost its hidden sheet, or is none of ours', async () => {
    const gone: Change = (_, all) => all.delete('Formulär');
    const other: Change = (_, all) => {
      fillIn(all.get('Formulär') ?? { name: '', rows: [] }, { Uppgift: 'form', Värde: 'other' });
    };
    expect(await refused(gone)).toMatchObject({ code: 'FORM_UNKNOWN' });
    expect(await refused(other)).toMatchObject({ code: 'FORM_UNKNOWN' });
  });

  it('says nothing', async () => {
    expect(await refused(filled())).toMatchObject({ code: 'FORM_EMPTY' });
    expect(await refused((_, all) => all.delete('Beslut'))).toMatchObject({ code: 'FORM_EMPTY' });
  });
});

describe('a faulty form', () => {
  it('is refused with every faulty cell at once, and without what stood in any', async () => {
    const refusal = await refused(
      filled(
        { Bidrag: 'Hemligt Namn', Datum: '4/8/2026', Pott: 'a', Belopp: 'hemligt', Läge: 'klart' },
        { Pott: 'B', Belopp: { error: '#REF!' } },
        { Datum: '2026-04-08', Läge: 'beslutat', Organ: { formula: 'A1' } },
      ),
    );
    expect(refusal.code).toBe('FORM_CELL_FAULTY');
    expect(refusal.details['count']).toBe(10);
    expect(refusal.details['all']).toEqual([
      'Beslut!B5: Bidrag: här väntas ett id av små bokstäver a–z, siffror och bindestreck',
      'Beslut!C5: Datum: här väntas ett datum, t.ex. 2026-04-08',
      'Beslut!D5: Läge: här väntas något av föreslaget, beslutat',
      'Beslut!E5: Organ: måste fyllas i: text',
      expect.stringMatching(
        /^Beslut!G5: Belopp: här väntas ett belopp i kronor med högst två decimaler, t.ex. 1 234,50/,
      ),
      'Beslut!F6: Pott: här väntas ett id av små bokstäver a–z, siffror och bindestreck',
      expect.stringMatching(/^Beslut!G6: Belopp: .*felvärde/),
      'Beslut!B7: Bidrag: måste fyllas i: ett id av små bokstäver a–z, siffror och bindestreck',
      expect.stringMatching(/^Beslut!E7: Organ: .*sparat resultat/),
      'Beslut!F7: Pott: måste fyllas i: ett id av små bokstäver a–z, siffror och bindestreck',
    ]);
    expect(refusal.message + JSON.stringify(refusal.details)).not.toMatch(/hemligt/i);
    expect(refusal.message).toContain('\n  Beslut!B5: ');
  });

  it('has a rule over several rows broken, told at the list', async () => {
    expect(await faults(filled({ ...whole, Pott: 'a' }, { Pott: 'a', Belopp: '2' }))).toEqual([
      'Beslut!F5: Pott: potten står två gånger',
    ]);
  });

  it('has a column of its own, a cell beside the columns, or a heading twice', async () => {
    const change: Change = (sheet) => {
      fillIn(sheet, whole);
      sheet.rows[0]?.push('Min kolumn', 'Datum');
      sheet.rows[4]?.push('x', 'y', 'z');
    };
    expect(await faults(change)).toEqual([
      expect.stringMatching(/^Beslut!H1: rubriken hör inte till bladet: .*Bidrag, Datum, Läge, Organ, Pott, Belopp$/),
      'Beslut!I1: rubriken står två gånger: ta bort den ena kolumnen',
      'Beslut!J5: kolumnen har ingen rubrik som hör till bladet: töm cellen',
    ]);
  });

  it('lacks a column that must be there', async () => {
    const change: Change = (sheet) => {
      fillIn(sheet, whole);
      sheet.rows = sheet.rows.map(([mark = null, , ...rest]) => [mark, ...rest]);
    };
    expect(await faults(change)).toEqual(['Beslut!A1: kolumnen Bidrag saknas och måste fyllas i: sätt tillbaka den']);
  });

  it('has no headings at all, or none that marks the example', async () => {
    expect(await faults((sheet) => (sheet.rows = [['a'], ['b']]))).toEqual([
      'Beslut!A1: här väntas rubrikerna: Rad, Bidrag, Datum, Läge, Organ, Pott, Belopp',
    ]);
    const unmarked: Change = (sheet) => (sheet.rows = [['Bidrag', 'Pott', 'Belopp'], ['nv', 'a', '1']]); // prettier-ignore
    expect(await faults(unmarked)).toEqual([expect.stringMatching(/^Beslut!A1: kolumnen Rad saknas/)]);
  });

  it('has a changed example, a mark of its own, a row that goes on from nothing, or one that repeats', async () => {
    expect(await faults((sheet) => { (sheet.rows[2] ?? [])[1] = 'nv-2026'; })).toEqual([expect.stringMatching(/^Beslut!A3: exemplet är ändrat/)]); // prettier-ignore
    expect(await faults(filled({ ...whole, Rad: 'min' }))).toEqual([
      expect.stringMatching(/^Beslut!A5: lämna cellen tom/),
    ]);
    expect(await faults(filled({ Pott: 'a', Belopp: '1' }))).toEqual([expect.stringMatching(/^Beslut!A5: raden går vidare/)]); // prettier-ignore
    expect(await faults(filled(whole, { ...whole, Pott: 'b' }))).toEqual([
      'Beslut!A6: raden upprepar den ovanför: om den går vidare från den, fyll bara i Pott, Belopp',
    ]);
  });

  it('has a sheet of its own, unless that is empty', async () => {
    const change: Change = (sheet, all) => {
      fillIn(sheet, whole);
      all.set('Blad1', { name: 'Blad1', rows: [] });
      all.set('Eget', { name: 'Eget', rows: [['x']] });
    };
    expect(await faults(change)).toEqual(['Eget!A1: bladet hör inte till formuläret: ta bort det']);
  });

  it('has more rows than anybody fills in', async () => {
    const many: Change = (sheet) => {
      for (let row = 0; row < 20_001; row += 1) sheet.rows.push([null, 'x']);
    };
    expect(await faults(many)).toEqual(['Beslut!A1: bladet får ha högst 20000 rader: dela upp det']);
  });
});
