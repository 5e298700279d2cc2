export { AtOnce } from './at-once.js';
export { type Clock, systemClock } from './clock.js';
export { type Attempt, CommandHandler } from './command-handler.js';
export type { CommandContext, EventLog, NoneSince, Place, RecordedEvent, Unchanged, Write } from './event-log.js';
export { appendStored, type Moved, type MovingTo } from './copied/append-stored.js';
export { CopiedEventLog, type OpenCopiedLog } from './copied/copied-event-log.js';
export { copiedOrganisations } from './copied/organisations.js';
export { Notary, type NotaryBetween, type Progress } from './copied/notary.js';
export { type CopiedEnd, copiedEnds, stoppedLogs } from './copied/standing.js';
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
export {
  CheckpointsLost,
  ERASURE_GROUNDS,
  EventsLost,
  GuardSlipped,
  KeyRotated,
  logEventTypes,
  LogOpened,
  PrivatePartErased,
  PRUNING_GROUNDS,
  type RecordedDecision,
  YearPruned,
} from './log.events.js';
export { Prunings } from './prunings.js';
export { type Salt, seededSalt } from './salt.js';
export { type Hold, holdError } from './signing/hold.js';
export { keptCheckpoint } from './signing/kept-checkpoint.js';
export { newKey, seededKey, writeKey } from './signing/key-file.js';
export { recordLostCheckpoints } from './signing/lost-checkpoints.js';
export { namedKeys, verifierKeys } from './signing/named-keys.js';
export type { SignedCheckpoint, SignedCheckpoints } from './signing/signed-checkpoints.js';
export { PostgresCheckpoints } from './signing/postgres-checkpoints.js';
export { Signer } from './signing/signer.js';
export { SqliteCheckpoints } from './signing/sqlite-checkpoints.js';
export { type OpenLog, SqliteEventLog } from './sqlite/sqlite-event-log.js';
export { type Fault, type Verified, verifyLog } from './verify-log.js';
