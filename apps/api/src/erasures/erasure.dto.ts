import { ERASURE_GROUNDS } from '#intake';

import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, IdentifierField, TextField } from '../http/fields.js';
import { IdentifiersField, LinesField, ListField, ObjectField, TextsField } from '../http/nested-fields.js';
import { DisposalDecisionDto } from './disposal-decision.dto.js';

class ErasedVoucherDto {
  @IdentifierField()
  readonly book!: string;

  @TextField({ max: 40 })
  readonly series!: string;

  @TextField({ min: 1, max: 80 })
  readonly number!: string;
}

export class ErasePrivatePartsDto extends DatedDto {
  @IdentifierField()
  readonly act!: string;

  @ListField(() => ErasedVoucherDto, { optional: true, min: 1 })
  readonly vouchers?: readonly ErasedVoucherDto[];

  @IdentifiersField({ optional: true, min: 1 })
  readonly imports?: readonly string[];

  @IdentifiersField({ optional: true, min: 1 })
  readonly documents?: readonly string[];

  @TextsField({ optional: true, min: 1, length: { min: 1, max: 300 } })
  readonly streams?: readonly string[];

  @LinesField({ optional: true, min: 1 })
  readonly positions?: readonly number[];

  @ObjectField(() => DisposalDecisionDto)
  readonly decision!: DisposalDecisionDto;

  @ChoiceField(ERASURE_GROUNDS)
  readonly ground!: string;

  @TextField({ min: 1, description: 'The paragraph of the ground, without personal data.' })
  readonly paragraph!: string;
}
