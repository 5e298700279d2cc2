import type { z } from 'zod';

import { date, identifier, money, organisationNumber, purposeArea, share } from '#kernel';

import { type Leaf, orNone } from './leaf.js';
import { listLeaf, type Part, pairsLeaf, plainPart, sharePart, wholePart } from './lists.js';
import {
  amountLeaf,
  dateLeaf,
  integerLeaf,
  organisationNumberLeaf,
  shareLeaf,
  textLeaf,
  wordLeaf,
  yesNoLeaf,
} from './values.js';
import type { Wording } from './wording.js';

type Schema = z.core.$ZodType;
const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

const IDENTIFIER = 'ett id av små bokstäver a–z, siffror och bindestreck';
const AREA = 'områdets nummer';

/** The kernel's own schemas, whose form on a sheet the kernel's values decide. */
const ofKernel: ReadonlyMap<unknown, Leaf> = new Map<unknown, Leaf>([
  [money, amountLeaf],
  [date, dateLeaf],
  [share, shareLeaf],
  [organisationNumber, organisationNumberLeaf],
  [purposeArea, integerLeaf(AREA)],
]);

/** How a field of one value stands in a cell. A kind of field that no cell can hold is a fault of the form. */
export function leafOf(schema: Schema, wording: Wording): Leaf {
  const known = ofKernel.get(schema);
  if (known !== undefined) return known;
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return textLeaf(wording.form ?? (schema === identifier ? IDENTIFIER : 'text'), wording.digits);
    case 'number':
      return integerLeaf(wording.form ?? 'ett heltal');
    case 'boolean':
      return yesNoLeaf;
    case 'enum':
      return enumLeaf(Object.values(def.entries).map(String), wording);
    case 'literal':
      return enumLeaf(def.values.map(String), wording);
    case 'array':
      return cellList(def.element, wording);
    default:
      throw new Error(`No cell can hold a field of type ${def.type}: ${wording.heading}`);
  }
}

/** The Swedish words of some codes, in the order of the codes. */
function enumLeaf(codes: readonly string[], { words = {}, heading }: Wording): Leaf {
  const missing = codes.filter((code) => words[code] === undefined);
  if (missing.length > 0) throw new Error(`The form has no word for ${missing.join(', ')} of ${heading}`);
  return wordLeaf(new Map(codes.map((code) => [words[code] ?? code, code])));
}

function cellList(element: Schema, wording: Wording): Leaf {
  const def = defOf(element);
  const leaf = def.type === 'object' ? pairsOf(def.shape, wording) : listOf(element, wording);
  return orNone(leaf, wording.none, []);
}

const listOf = (element: Schema, wording: Wording): Leaf =>
  listLeaf(
    partOf(element),
    wording.form ?? (element === purposeArea ? `${AREA}, t.ex. 1; 3; 8` : 'en lista med semikolon emellan'),
  );

function pairsOf(shape: Readonly<Record<string, Schema>>, { form = 'par med kolon', inOneCell }: Wording): Leaf {
  const [first, second, ...others] = Object.entries(shape);
  if (first === undefined || second === undefined || others.length > 0) {
    throw new Error(`Only pairs stand in one cell: ${form}`);
  }
  const side = ([field, schema]: readonly [string, Schema]) => ({ field, part: partOf(schema) });
  return pairsLeaf({ first: side(first), second: side(second), ...inOneCell }, form);
}

function partOf(schema: Schema): Part {
  if (schema === share) return sharePart;
  return defOf(schema).type === 'number' ? wholePart : plainPart;
}
