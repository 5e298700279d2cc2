import { z } from 'zod';

import { type Leaf, orNone } from './leaf.js';
import { leafOf } from './leaf-of.js';
import type { Vocabulary, Wording } from './wording.js';

/** One column of a form. */
export interface Column {
  /** The field's path without list positions. */
  readonly path: string;
  readonly wording: Wording;
  readonly leaf: Leaf;
  /** Must be filled in for every row that begins something. */
  readonly required: boolean;
  /** Must be filled in where others of its object or list are. */
  readonly requiredWithOthers: boolean;
  /** Belongs to a list, whose members go on in the rows below. */
  readonly inList: boolean;
}

/** The fields of what a row says, as they stand in columns. */
export type Node = CellNode | ObjectNode | RowsNode | RecordNode;
interface Need {
  /** May be left out: then no key of it stands in the JSON. */
  readonly optional: boolean;
}
export interface CellNode extends Need {
  readonly kind: 'cell';
  readonly column: Column;
  /** What an empty cell is where its object is there; undefined leaves it to the schema. */
  readonly empty: null | '' | undefined;
}
export interface ObjectNode extends Need {
  readonly kind: 'object';
  readonly fields: readonly (readonly [string, Node])[];
}
/** A list: one member a row, from the row that begins it. */
export interface RowsNode extends Need {
  readonly kind: 'rows';
  readonly item: Node;
}
/** A map of text to text: one entry a row. */
export interface RecordNode extends Need {
  readonly kind: 'record';
  readonly key: Column;
  readonly value: Column;
}

/** Where in the tree a field stands. */
interface Place {
  readonly path: string;
  readonly inList: boolean;
  /** Everything above it must be there. */
  readonly required: boolean;
}
type Schema = z.core.$ZodType;
const defOf = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** The tree of an object's fields, by its schema and the words for them. */
export const formTree = (schema: Schema, vocabulary: Vocabulary): Node =>
  new TreeMaker(vocabulary).node(schema, { path: '', inList: false, required: true });

/** The columns of a tree: what stands once first, then the lists, each in the order of the schema. */
export function columnsOf(node: Node): readonly Column[] {
  const all = inOrder(node);
  return [...all.filter(({ inList }) => !inList), ...all.filter(({ inList }) => inList)];
}

function inOrder(node: Node): readonly Column[] {
  switch (node.kind) {
    case 'cell':
      return [node.column];
    case 'object':
      return node.fields.flatMap(([, field]) => inOrder(field));
    case 'rows':
      return inOrder(node.item);
    case 'record':
      return [node.key, node.value];
  }
}

/** What stands inside `optional`, `default` and `nullable`. */
function unwrapped(schema: Schema): { inner: Schema; optional: boolean; nullable: boolean } {
  const def = defOf(schema);
  if (def.type === 'optional' || def.type === 'default') return { ...unwrapped(def.innerType), optional: true };
  if (def.type === 'nullable') return { ...unwrapped(def.innerType), nullable: true };
  return { inner: schema, optional: false, nullable: false };
}

class TreeMaker {
  constructor(private readonly vocabulary: Vocabulary) {}

  node(schema: Schema, place: Place): Node {
    const { inner, optional, nullable } = unwrapped(schema);
    const here = { ...place, required: place.required && !optional };
    const def = defOf(inner);
    switch (def.type) {
      case 'object':
        return this.object(Object.entries(def.shape), here, optional);
      case 'union':
        return this.object(this.merged(def.options), here, optional);
      case 'record':
        return this.record(here, optional);
      case 'array':
        return isOfOneCell(def.element, place, this.vocabulary)
          ? this.cell(inner, here, { optional, nullable })
          : { kind: 'rows', optional, item: this.node(def.element, { ...here, inList: true, required: false }) };
      default:
        return this.cell(inner, here, { optional, nullable });
    }
  }

  private object(fields: readonly (readonly [string, Schema])[], place: Place, optional: boolean): ObjectNode {
    const below = (name: string): Place => ({ ...place, path: place.path === '' ? name : `${place.path}.${name}` });
    return { kind: 'object', optional, fields: fields.map(([name, schema]) => [name, this.node(schema, below(name))]) };
  }

  private cell(
    schema: Schema,
    place: Place,
    { optional, nullable }: { optional: boolean; nullable: boolean },
  ): CellNode {
    const wording = this.wording(place.path);
    const given = !optional && !(nullable && wording.none === undefined) && wording.mayBeEmpty !== true;
    const column: Column = {
      path: place.path,
      wording,
      leaf: nullable ? orNone(leafOf(schema, wording), wording.none, null) : leafOf(schema, wording),
      required: place.required && given && !place.inList,
      requiredWithOthers: given,
      inList: place.inList,
    };
    return { kind: 'cell', optional, column, empty: emptyOf(wording, { optional, nullable }) };
  }

  private record(place: Place, optional: boolean): RecordNode {
    const side = (name: string): Column => {
      const path = `${place.path}.${name}`;
      const wording = this.wording(path);
      const leaf = leafOf(z.string(), wording);
      return { path, wording, leaf, required: false, requiredWithOthers: true, inList: true };
    };
    return { kind: 'record', optional, key: side('key'), value: side('value') };
  }

  private wording(path: string): Wording {
    const wording = this.vocabulary(path);
    if (wording === undefined) throw new Error(`The form has no words for ${path}`);
    return wording;
  }

  /** The fields of every kind that something can be of: the kind is a word of them all, the rest is the schema's to ask. */
  private merged(options: readonly Schema[]): readonly (readonly [string, Schema])[] {
    const shapes = options.map((option) => defOf(option)).map((def) => (def.type === 'object' ? def.shape : {}));
    const names = [...new Set(shapes.flatMap((shape) => Object.keys(shape)))];
    return names.map((name) => [
      name,
      commonField(
        shapes.flatMap((shape) => shape[name] ?? []),
        shapes.length,
      ),
    ]);
  }
}

/** One field of several shapes: literals become the words to choose among, and what only some have may be left out. */
function commonField(schemas: readonly Schema[], shapes: number): Schema {
  const values = schemas.flatMap((schema) => {
    const def = defOf(schema);
    return def.type === 'literal' ? def.values : [];
  });
  if (values.length > 0) return z.literal(values);
  const [first] = schemas;
  if (first === undefined) throw new Error('A field of no shape');
  return schemas.length === shapes ? first : z.optional(first);
}

/** Short values and pairs stand in one cell; objects and free texts take a row each. */
function isOfOneCell(element: Schema, { path, inList }: Place, vocabulary: Vocabulary): boolean {
  const def = defOf(element);
  if (def.type === 'object') {
    const oneCell = vocabulary(path)?.inOneCell !== undefined;
    if (inList && !oneCell) throw new Error(`A list inside a list must stand in one cell: ${path}`);
    return oneCell;
  }
  return def.type !== 'string' || (def.checks ?? []).length > 0;
}

function emptyOf(
  wording: Wording,
  { optional, nullable }: { optional: boolean; nullable: boolean },
): null | '' | undefined {
  if (optional) return undefined;
  if (nullable && wording.none === undefined) return null;
  return wording.mayBeEmpty === true ? '' : undefined;
}
