import type { z } from 'zod';

import { type Column, columnsOf, formTree, type Node } from './form-tree.js';
import type { Vocabulary } from './wording.js';

/** What one sheet of a form asks for: objects of one schema, a row each, and the rows below where a list goes on. */
export interface SheetForm {
  /** What the form's readers know it by; stands in the hidden sheet. */
  readonly id: string;
  /** The sheet's name, at most 31 characters. */
  readonly sheet: string;
  /** What a row of it does, in a sentence. */
  readonly meaning: string;
  readonly schema: z.core.$ZodObject;
  readonly vocabulary: Vocabulary;
  /** What the example row says, as JSON that the schema takes. */
  readonly example: unknown;
  /** Fields that this sheet leaves to another one, by path. */
  readonly without: readonly string[];
  /** Columns that must be filled in here, though the schema lets them be left out, by path. */
  readonly demands: readonly string[];
  /** What the schema's own rules over several fields say, in Swedish, by the message of the rule. */
  readonly rules: Readonly<Record<string, string>>;
}

/** A sheet with its columns worked out. */
export interface LaidOut {
  readonly form: SheetForm;
  readonly tree: Node;
  readonly columns: readonly Column[];
}

/** Works out the columns of a sheet. A field without words, or without a way to stand in cells, is a fault of the form. */
export function laidOut(form: SheetForm): LaidOut {
  const tree = demanded(without(formTree(form.schema, form.vocabulary), form.without), form.demands);
  const columns = columnsOf(tree);
  const headings = columns.map(({ wording }) => wording.heading);
  const twice = headings.find((heading, index) => headings.indexOf(heading) !== index);
  if (twice !== undefined) throw new Error(`Two columns of ${form.id} have the heading ${twice}`);
  return { form, tree, columns };
}

function without(node: Node, paths: readonly string[], at = ''): Node {
  if (node.kind !== 'object') return node;
  const fields = node.fields
    .map(([name, field]) => ({ name, field, path: at === '' ? name : `${at}.${name}` }))
    .filter(({ path }) => !paths.includes(path))
    .map(({ name, field, path }) => [name, without(field, paths, path)] as const);
  return { ...node, fields };
}

/** The demanded fields as required. */
function demanded(node: Node, paths: readonly string[]): Node {
  switch (node.kind) {
    case 'cell':
      return paths.includes(node.column.path) ? { ...node, column: { ...node.column, required: true } } : node;
    case 'object':
      return { ...node, fields: node.fields.map(([name, field]) => [name, demanded(field, paths)]) };
    default:
      return node;
  }
}
