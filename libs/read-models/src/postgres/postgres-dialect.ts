import type { Dialect } from '../dialect.js';

/** What PostgreSQL says in words of its own. */
export const postgresDialect: Dialect = {
  elements: (json, name) => `json_array_elements(CAST(${json} AS json)) AS ${name}(value)`,
  texts: (json, name) => `json_array_elements_text(CAST(${json} AS json)) AS ${name}(value)`,
  ordered: (text) => `(${text}) COLLATE "C"`,
  gathered: (value) => `json_agg(${value})`,
  gatheredJson: (json) => `json_agg(CAST(${json} AS json))`,
  list: (...values) => `json_build_array(${values.join(', ')})`,
  holds: (json, text) => `strpos(CAST(${json} AS text), ${text}) > 0`,
};
