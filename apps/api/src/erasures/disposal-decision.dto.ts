import { DateField, TextField } from '../http/fields.js';

/** Who decided that something goes (gallringsbeslut), when, and its number in the registry. */
export class DisposalDecisionDto {
  @TextField({ min: 1 })
  readonly body!: string;

  @DateField()
  readonly date!: string;

  @TextField({ min: 1 })
  readonly caseNumber!: string;
}
