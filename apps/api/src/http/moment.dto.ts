import { DateField, TextField } from './fields.js';

/** The moment that a question is asked of. */
export class MomentQuery {
  @TextField({
    optional: true,
    max: 40,
    description: 'As the log was: a position (12), an instant (2026-12-31T12:00:00Z) or the end of a day (2026-12-31).',
  })
  readonly asOf?: string;

  @DateField({ optional: true, description: 'Only what is dated up to and including this day.' })
  readonly perDate?: string;
}
