import { ChoiceField, IdentifierField, TextField } from '../http/fields.js';
import { MomentQuery } from '../http/moment.dto.js';

/** Which costs; what is named must all be met. */
export class CoverageQuery extends MomentQuery {
  @IdentifierField({ optional: true })
  readonly grant?: string;

  @IdentifierField({ optional: true })
  readonly projectCode?: string;

  @TextField({ optional: true, max: 60, description: 'The object of the cost centre.' })
  readonly unit?: string;

  @TextField({ optional: true, max: 60, description: 'The object of the counterparty.' })
  readonly supplier?: string;

  @ChoiceField(['unit', 'finance', 'payroll'], { optional: true, description: 'Only what is missing with them.' })
  readonly turn?: 'unit' | 'finance' | 'payroll';
}

/** Which line of which voucher. */
export class LineQuery extends MomentQuery {
  @IdentifierField()
  readonly book!: string;

  @TextField({ max: 40 })
  readonly series!: string;

  @TextField({ max: 60 })
  readonly number!: string;

  @TextField({ pattern: /^[1-9]\d{0,5}$/, description: 'Its number in the voucher, from 1.' })
  readonly line!: string;
}

/** How documents and costs are held against each other. */
export class MatchQuery {
  @ChoiceField(['true', 'false'], { optional: true, description: 'Says what would be linked, and writes nothing.' })
  readonly dryRun?: string;

  @ChoiceField(['true', 'false'], {
    optional: true,
    description: 'Links the files that are called as their vouchers are (A-1234.pdf), on the word of who asks.',
  })
  readonly byFileName?: string;
}
