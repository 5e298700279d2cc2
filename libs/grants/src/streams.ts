import { type ProgrammeRef } from './programme/rules.js';

/** The stream that a programme's rules of one grant year are adopted in. */
export const programmeStream = ({ id, year }: ProgrammeRef): string => `programme-${id}-${year}`;
/** The stream of one recipient's grant. */
export const grantStream = (grant: string): string => `grant-${grant}`;
/** The stream of an act that needs two persons. */
export const actStream = (act: string): string => `act-${act}`;
