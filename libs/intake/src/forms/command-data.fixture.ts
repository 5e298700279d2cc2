import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

import { date, identifier, money, organisationNumber, period, purposeArea, share } from '#kernel';

type Schema = z.core.$ZodType;
const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const ids = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const days = fc
  .integer({ min: 0, max: 36_000 })
  .map((day) => new Date(Date.UTC(2000, 0, 2 + day)).toISOString().slice(0, 10));
/** As people write: blanks inside, marks that cells and lists must keep, never blank at the ends. */
const texts = fc
  .array(fc.constantFrom('a', 'Å', ' ', ';', ':', ',', '"', '=', '7', '-', '\n', '😀', '<', '_x0041_'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => parts.join('').trim())
  .filter((text) => text !== '');
const amounts = fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }).map((ore) => {
  const text = (ore < 0n ? -ore : ore).toString().padStart(3, '0');
  return `${ore < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
});
const areas = fc.integer({ min: 1, max: 99 });

const ofKernel: ReadonlyMap<unknown, Arbitrary<unknown>> = new Map<unknown, Arbitrary<unknown>>([
  [identifier, ids],
  [money, amounts],
  [date, days],
  [share, fc.integer({ min: 1, max: 1000 }).map((thousandths) => shareText(thousandths, 3))],
  [organisationNumber, fc.constantFrom('5555555555', '2321000164', '5560125790')],
  [purposeArea, areas],
  [period, fc.tuple(days, days).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }))],
]);

const shareText = (units: number, decimals: number): string => {
  if (units === 10 ** decimals) return '1';
  return `0.${String(units).padStart(decimals, '0')}`.replace(/0+$/, '');
};
/** Areas whose shares are 1 together. */
const areaShares = fc
  .uniqueArray(areas, { minLength: 1, maxLength: 4 })
  .map(([first, ...others]) => [
    { area: first, share: shareText(100 - others.length, 2) },
    ...others.map((area) => ({ area, share: '0.01' })),
  ]);

/**
 * Random JSON that a command's schema takes, as a form can say it: texts are not empty nor blank at their ends, a list that
 * may be left out has members, and what may be left out is null only where the schema has no other way to say so.
 */
export function dataOf(schema: Schema): Arbitrary<unknown> {
  return made(schema, '').filter((data) => z.safeParse(schema, data).success);
}

function made(schema: Schema, field: string): Arbitrary<unknown> {
  const known = ofKernel.get(schema);
  if (known !== undefined) return known;
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return object(def.shape);
    case 'union':
      return fc.oneof(...def.options.map((option) => made(option, field)));
    case 'array':
      return list(def.element, field);
    case 'record':
      return fc.dictionary(
        texts.filter((key) => key !== '__proto__' && !/^\d/.test(key)),
        texts,
        { minKeys: 1, maxKeys: 3, noNullPrototype: true },
      );
    case 'nullable':
      return fc.option(made(def.innerType, field), { nil: null });
    default:
      return plain(schema, field);
  }
}

function plain(schema: Schema, field: string): Arbitrary<unknown> {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return ofPattern(schema, field);
    case 'number':
      return fc
        .integer({ min: 1, max: field === 'year' ? 2100 : 100_000 })
        .map((number) => (field === 'year' ? 2000 + (number % 100) : number));
    case 'boolean':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    default:
      throw new Error(`No data for ${def.type} ${field}`);
  }
}

function ofPattern(schema: Schema, field: string): Arbitrary<string> {
  const codes = fc.constantFrom('ON_CLOSED_CODE', 'OUTSIDE_USE_PERIOD');
  const candidates = [fc.constantFrom('person-a1', 'system:nattjobb'), digits(4), digits(2), ids, codes];
  const samples: readonly string[] = ['person-a1', '0180', '01', 'approver', 'ON_CLOSED_CODE'];
  const index = samples.findIndex((sample) => z.safeParse(schema, sample).success);
  if (z.safeParse(schema, 'Å;:"').success) return field === 'series' ? fc.oneof(fc.constant(''), texts) : texts;
  return candidates[index] ?? ids;
}

function list(element: Schema, field: string): Arbitrary<unknown> {
  const def = defOf(element);
  if (def.type === 'object' && def.shape['share'] !== undefined && def.shape['area'] !== undefined) return areaShares;
  const key = def.type === 'object' ? ['pot', 'line'].find((name) => def.shape[name] !== undefined) : undefined;
  return fc.uniqueArray(made(element, field), {
    minLength: 1,
    maxLength: 4,
    ...(key === undefined
      ? { comparator: () => false }
      : { selector: (member) => (member as Record<string, unknown>)[key] }),
  });
}

function object(shape: Readonly<Record<string, Schema>>): Arbitrary<unknown> {
  const optional = (schema: Schema) => ['optional', 'default'].includes(defOf(schema).type);
  const inside = (schema: Schema): Schema => {
    const def = defOf(schema);
    return def.type === 'optional' || def.type === 'default' ? inside(def.innerType) : schema;
  };
  const fields = Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, made(inside(schema), name)]));
  const requiredKeys = Object.keys(shape).filter((name) => !optional(shape[name] ?? z.never()));
  return fc.record(fields, { requiredKeys, noNullPrototype: true });
}
