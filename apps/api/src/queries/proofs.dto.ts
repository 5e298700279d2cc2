import { TextField } from '../http/fields.js';

/** Which event: its position, or stream and revision. */
export class EventPath {
  @TextField({ pattern: /^[!-~]{1,320}$/, description: 'A position (17), or a stream and its revision (grant-x@3).' })
  readonly event!: string;
}
