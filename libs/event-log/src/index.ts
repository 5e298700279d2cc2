export type { CommandContext, EventLog, RecordedEvent, Unchanged, Write } from './event-log.js';
export { type LogEvent, logEventTypes, LogOpened, PrivatePartErased } from './log.events.js';
