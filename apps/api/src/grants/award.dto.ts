import { DatedDto } from '../http/dated.dto.js';
import { FlagField, IdentifierField, MoneyField, TextField } from '../http/fields.js';
import { AreasField, ListField, ObjectField } from '../http/nested-fields.js';
import { VoucherRefDto } from '../http/voucher-ref.dto.js';
import { DecisionDto, PotAmountDto } from './decision.dto.js';
import { ProgrammeRefDto } from './programme.dto.js';

export class GrantPath {
  @IdentifierField()
  readonly grant!: string;
}

class PotAmountsDto extends DatedDto {
  @ListField(() => PotAmountDto, { min: 1 })
  readonly amounts!: readonly PotAmountDto[];
}

export class AnnounceGrantDto extends PotAmountsDto {
  @IdentifierField()
  readonly grant!: string;

  @ObjectField(() => ProgrammeRefDto)
  readonly programme!: ProgrammeRefDto;

  @MoneyField({ optional: true, description: 'What the announced amounts are rounded to.' })
  readonly precision?: string;
}

class PlannedDto {
  @TextField({ min: 1 })
  readonly performer!: string;

  @AreasField({ min: 1 })
  readonly purposeAreas!: readonly number[];
}

export class RequisitionDto extends PotAmountsDto {
  @ListField(() => PlannedDto, { optional: true })
  readonly plan?: readonly PlannedDto[];

  @FlagField({ optional: true })
  readonly wantsMore?: boolean;

  @TextField({ optional: true })
  readonly payTo?: string;

  @TextField({ optional: true })
  readonly invoiceReference?: string;
}

export class PlanDto extends DatedDto {
  @ListField(() => PlannedDto)
  readonly plan!: readonly PlannedDto[];
}

export class AwardDto extends PotAmountsDto {
  @ObjectField(() => DecisionDto)
  readonly decision!: DecisionDto;
}

export class GrantPaymentDto extends PotAmountsDto {
  @ObjectField(() => VoucherRefDto, { optional: true })
  readonly voucher?: VoucherRefDto;
}
