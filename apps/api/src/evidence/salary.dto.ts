import { ChoiceField, IdentifierField, TextField } from '../http/fields.js';
import { MomentQuery } from '../http/moment.dto.js';

/** Which lines that are somebody's pay. */
export class SalariesQuery extends MomentQuery {
  @IdentifierField({ optional: true, description: 'Only those that the project code means.' })
  readonly projectCode?: string;
}

/** How a file of pay is taken in. */
export class SalaryQuery {
  @TextField({ optional: true, max: 8000, description: 'How a list is read, as JSON; a file without it is PAXml.' })
  readonly mapping?: string;

  @ChoiceField(['true', 'false'], { optional: true, description: 'Reads and reports, and writes nothing.' })
  readonly dryRun?: string;
}
