export { listText } from './list-text.js';
export { migrate, type Schema } from './migrate.js';
export { type Guard, type OpenPostgres, Postgres, type Transaction } from './postgres.js';
export type { Session, Value } from './session.js';
