import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';

import { actor, date } from '#kernel';
import { formSheets, readForm } from '#tabular';

import { commandSchemas } from '../commands.js';
import { erasureCommands } from '../erasure/erasure.commands.js';
import { evidenceCommands } from '../evidence/evidence-commands.js';
import { pruningCommands } from '../pruning/pruning.commands.js';
import { dataOf } from './command-data.fixture.js';
import { commandNames, formKinds, formOf, knownForms } from './command-forms.js';
import { filledTable } from './filled-table.fixture.js';

describe('the forms', () => {
  it.each([...formKinds().map(({ kind }) => kind), ...commandNames])('%s has words and examples that hold', (kind) => {
    const form = formOf(kind);
    for (const { schema, example } of form?.sheets ?? []) expect(z.safeParse(schema, example).error).toBeUndefined();
    expect(form?.sheets.length).toBeGreaterThan(0);
  });

  it('gathers every command in a kind, but those of a mapping and of evidence, which come out of files, and those that take away', () => {
    const gathered = formKinds().flatMap(
      ({ kind }) => formOf(kind)?.sheets.map(({ id }) => id.replace(/\/.*/, '')) ?? [],
    );
    const takeAway = Object.keys({ ...erasureCommands, ...pruningCommands });
    const underlay = ['RecordUnderlayDemand', 'RecordUnderlayDelivery'];
    const evidence = ['LinkEvidence', 'UnlinkEvidence', 'UnlinkSalary', ...Object.keys(evidenceCommands)];
    expect(
      [...new Set(gathered), 'SaveMapping', 'SaveSalaryMapping', ...underlay, ...evidence, ...takeAway].sort(),
    ).toEqual(Object.keys(commandSchemas).sort());
  });

  it.each(commandNames)('say everything that %s can', async (name) => {
    const schema = commandSchemas[name];
    const form = formOf(name);
    if (form === undefined) throw new Error(name);
    const rows = dataOf(z.strictObject({ on: date.optional(), data: schema, by: actor.optional() }));
    await fc.assert(
      fc.asyncProperty(rows, async (row) => {
        const sheets = formSheets(form, { version: 1, number: 'n' }, new Map([[name, [row]]]));
        const { entries } = await readForm(filledTable(sheets), knownForms);
        expect(entries).toMatchObject([{ form: name }]);
        expect(parsed(name, entries[0]?.value)).toEqual(parsed(name, row));
      }),
      { numRuns: 12 },
    );
  });
});

const parsed = (name: string, row: unknown): unknown => {
  const { data, ...outer } = row as { readonly data: unknown };
  return {
    ...outer,
    data: z.encode(commandSchemas[name as 'LockPeriod'], z.parse(commandSchemas[name as 'LockPeriod'], data)),
  };
};
