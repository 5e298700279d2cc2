import type { Dialect } from '../dialect.js';

/** What SQLite says in words of its own. */
export const sqliteDialect: Dialect = {
  elements: (json, name) => `json_each(${json}) AS ${name}`,
  texts: (json, name) => `json_each(${json}) AS ${name}`,
  ordered: (text) => text,
  gathered: (value) => `json_group_array(${value})`,
  gatheredJson: (json) => `json_group_array(json(${json}))`,
  list: (...values) => `json_array(${values.join(', ')})`,
  holds: (json, text) => `instr(${json}, ${text}) > 0`,
};
