import { AreaField, ChoiceField, DateField, IdentifierField, MoneyField, TextField } from '../http/fields.js';

/** Who decided what, when and under which number. */
export class DecisionDto {
  @ChoiceField(['proposed', 'decided'])
  readonly status!: string;

  @TextField({ min: 1 })
  readonly body!: string;

  @DateField({ optional: true })
  readonly date?: string;

  @TextField({ optional: true })
  readonly paragraph?: string;

  @TextField({ optional: true })
  readonly caseNumber?: string;

  @TextField({ optional: true })
  readonly proposedBy?: string;

  @TextField({ optional: true, description: 'The case number of the decision that this one is delegated by.' })
  readonly delegatedFrom?: string;
}

export class PotAmountDto {
  @IdentifierField()
  readonly pot!: string;

  @MoneyField()
  readonly amount!: string;
}

export class AreaAmountDto {
  @AreaField()
  readonly area!: number;

  @MoneyField()
  readonly amount!: string;
}
