import { PRUNING_GROUNDS } from '#intake';

import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, IdentifierField, TextField, WholeNumberField } from '../http/fields.js';
import { ObjectField } from '../http/nested-fields.js';
import { DisposalDecisionDto } from './disposal-decision.dto.js';

export class PruneYearDto extends DatedDto {
  @IdentifierField()
  readonly act!: string;

  @WholeNumberField({ min: 1900, max: 2999, description: 'The calendar year in which the financial years ended.' })
  readonly year!: number;

  @ObjectField(() => DisposalDecisionDto)
  readonly decision!: DisposalDecisionDto;

  @ChoiceField(PRUNING_GROUNDS)
  readonly ground!: string;

  @TextField({ min: 1, description: 'The paragraph of the ground, without personal data.' })
  readonly paragraph!: string;
}
