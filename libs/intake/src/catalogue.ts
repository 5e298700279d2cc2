import { logEventTypes } from '#event-log';
import { evidenceEventTypes } from '#evidence';
import { grantsEventTypes } from '#grants';
import { EventCatalogue } from '#kernel';
import { ledgerEventTypes } from '#ledger';

/** Every event type that an organisation's log may hold. */
export const catalogue = new EventCatalogue([
  ...logEventTypes,
  ...grantsEventTypes,
  ...ledgerEventTypes,
  ...evidenceEventTypes,
]);
