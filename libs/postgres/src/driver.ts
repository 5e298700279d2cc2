import { createRequire } from 'node:module';

import type pg from 'pg';

/** The driver of PostgreSQL. */
export type Driver = typeof pg;

const require = createRequire(import.meta.url);

/** The driver, loaded when it is first asked for: most programs keep their log in files. */
export const driver = (): Driver => require('pg') as Driver;
