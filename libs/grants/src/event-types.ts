import { actEventTypes } from './act/act.events.js';
import { grantEventTypes } from './grant/grant.events.js';
import { ProgrammeAdopted } from './programme/programme.events.js';

/** Every event type of this room, for the log's catalogue. */
export const grantsEventTypes = [ProgrammeAdopted, ...grantEventTypes, ...actEventTypes] as const;
