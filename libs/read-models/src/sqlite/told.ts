import type { Cell, Parameters } from '../rows.js';

type Named = Readonly<Record<string, Cell>>;

/** What a statement is told, as the driver takes it: cells one by one, or one record of them. */
export const told = (parameters: Parameters): readonly (Cell | Named)[] =>
  Array.isArray(parameters) ? (parameters as readonly Cell[]) : [parameters as Named];
