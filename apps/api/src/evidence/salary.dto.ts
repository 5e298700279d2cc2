import { ChoiceField, IdentifierField } from '../http/fields.js';
import { MomentQuery } from '../http/moment.dto.js';

/** Which lines that are somebody's pay. */
export class SalariesQuery extends MomentQuery {
  @IdentifierField({ optional: true, description: 'Only those that the project code means.' })
  readonly projectCode?: string;
}

/** How a file of pay is taken in. */
export class SalaryQuery {
  @IdentifierField({ optional: true, description: 'The saved mapping that a list is read by; without it: PAXml.' })
  readonly mapping?: string;

  @ChoiceField(['true', 'false'], { optional: true, description: 'Reads and reports, and writes nothing.' })
  readonly dryRun?: string;
}
