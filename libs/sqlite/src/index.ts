export { checkpoint, GrownLogs } from './checkpoint.js';
export { makeFolder } from './make-folder.js';
export { type Database, openDatabase, type OpenOptions, type Statement } from './open-database.js';
export { openScratch } from './open-scratch.js';
export { rowsOf } from './rows-of.js';
export { schemaFaults } from './schema-faults.js';
export { refusalOf, UnreadableFile } from './sqlite-error.js';
export { syncToDisk } from './sync-to-disk.js';
export { transact } from './transact.js';
