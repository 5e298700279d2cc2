export { type Clock, systemClock } from './clock.js';
export { type Attempt, CommandHandler } from './command-handler.js';
export type { CommandContext, EventLog, RecordedEvent, Unchanged, Write } from './event-log.js';
export { setUpAccess, type StoreAccess } from './eventstore/access-list.js';
export { EventStore, type OpenEventStore } from './eventstore/event-store.js';
export { comparePositions, type StorePosition } from './eventstore/store-position.js';
export {
  type ForeignEvent,
  isForeign,
  storeId,
  type StoredEnvelope,
  type StoredItem,
} from './eventstore/stored-envelope.js';
export type { AllPage, StreamAppended, StreamStore, StreamWrite } from './eventstore/stream-store.js';
export { type Genesis, openNewLog } from './genesis.js';
export { ERASURE_GROUNDS, EventsLost, KeyRotated, logEventTypes, LogOpened, PrivatePartErased } from './log.events.js';
export { type Salt, seededSalt } from './salt.js';
export { newKey, seededKey, writeKey } from './signing/key-file.js';
export { namedKeys } from './signing/named-keys.js';
export { type SignedCheckpoint, SignedCheckpoints } from './signing/signed-checkpoints.js';
export { type Hold, holdError, Signer } from './signing/signer.js';
export { type OpenLog, SqliteEventLog } from './sqlite/sqlite-event-log.js';
export { type Fault, type Verified, verifyLog } from './verify-log.js';
