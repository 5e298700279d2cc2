import { ChoiceField, IdentifierField } from '../http/fields.js';

const YES_OR_NO = ['true', 'false'];

/** How a file is taken in. */
export class ImportQuery {
  @ChoiceField(['grant', 'all'], { optional: true, description: "Else the book's own." })
  readonly scope?: 'grant' | 'all';

  @ChoiceField(YES_OR_NO, { optional: true, description: 'Reads and reports, and writes nothing.' })
  readonly dryRun?: string;

  @ChoiceField(YES_OR_NO, { optional: true, description: 'Records what the file says otherwise than before.' })
  readonly acceptChanges?: string;

  @ChoiceField(YES_OR_NO, { optional: true, description: 'Takes the file in although it names another organisation.' })
  readonly acceptOrganisation?: string;

  @ChoiceField(YES_OR_NO, { optional: true, description: 'Records changes also out of a file older than the last.' })
  readonly acceptOlder?: string;

  @ChoiceField(YES_OR_NO, { optional: true, description: 'Takes the file in although a total in it does not agree.' })
  readonly acceptTotals?: string;
}

/** How an exported ledger is taken in. */
export class LedgerImportQuery extends ImportQuery {
  @IdentifierField({ description: 'The saved mapping that it is read by.' })
  readonly mapping!: string;
}
