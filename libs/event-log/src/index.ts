export { type Clock, systemClock } from './clock.js';
export { type Attempt, CommandHandler } from './command-handler.js';
export type { CommandContext, EventLog, RecordedEvent, StoredEvent, Unchanged, Write } from './event-log.js';
export { type Genesis, openNewLog } from './genesis.js';
export { ERASURE_GROUNDS, logEventTypes, LogOpened, PrivatePartErased } from './log.events.js';
export { type Salt, seededSalt } from './salt.js';
export { type OpenLog, SqliteEventLog } from './sqlite/sqlite-event-log.js';
