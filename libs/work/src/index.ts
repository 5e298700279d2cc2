export type { Notice, Tell } from './notice.js';
export type { NotaryStanding } from './notary-role.js';
export type { Standing } from './partition.js';
export { type OpenProjector, Projector, type ProjectorState, type Timing } from './projector.js';
export type { Stopped } from './trying.js';
export { type Why, whyOf } from './why.js';
