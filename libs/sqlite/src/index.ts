export { type Database, openDatabase, type OpenOptions, type Statement } from './open-database.js';
export { transact } from './transact.js';
