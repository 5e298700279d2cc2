export { type Clock, systemClock } from './clock.js';
export { type Attempt, CommandHandler } from './command-handler.js';
export type { CommandContext, EventLog, NoneSince, Place, RecordedEvent, Unchanged, Write } from './event-log.js';
export { type Genesis, openNewLog } from './genesis.js';
export {
  ERASURE_GROUNDS,
  EventsLost,
  KeyRotated,
  logEventTypes,
  LogOpened,
  PrivatePartErased,
  PRUNING_GROUNDS,
  YearPruned,
} from './log.events.js';
export { Prunings } from './prunings.js';
export { type Salt, seededSalt } from './salt.js';
export { newKey, seededKey, writeKey } from './signing/key-file.js';
export { namedKeys } from './signing/named-keys.js';
export { type SignedCheckpoint, SignedCheckpoints } from './signing/signed-checkpoints.js';
export { type Hold, holdError, Signer } from './signing/signer.js';
export { type OpenLog, SqliteEventLog } from './sqlite/sqlite-event-log.js';
export { type Fault, type Verified, verifyLog } from './verify-log.js';
