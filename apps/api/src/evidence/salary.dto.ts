import { ChoiceField, IdentifierField } from '../http/fields.js';

/** How a file of pay is taken in. */
export class SalaryQuery {
  @IdentifierField({ optional: true, description: 'The saved mapping that a list is read by; without it: PAXml.' })
  readonly mapping?: string;

  @ChoiceField(['true', 'false'], { optional: true, description: 'Reads and reports, and writes nothing.' })
  readonly dryRun?: string;
}
