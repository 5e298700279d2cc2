import { DatedDto } from '../http/dated.dto.js';
import { DateField, IdentifierField, MoneyField, ShareField, TextField, WholeNumberField } from '../http/fields.js';
import { LinesField, ListField, ObjectField } from '../http/nested-fields.js';
import { PeriodDto } from '../http/period.dto.js';

class DimensionCodeDto {
  @TextField({ pattern: /^\d{1,4}$/ })
  readonly dimension!: string;

  @TextField({ min: 1 })
  readonly code!: string;
}

class VoucherLineDto {
  @TextField({ min: 1, max: 20 })
  readonly account!: string;

  @ListField(() => DimensionCodeDto, { optional: true })
  readonly dimensions?: readonly DimensionCodeDto[];

  @MoneyField({ description: 'Debit positive.' })
  readonly amount!: string;

  @TextField({ optional: true })
  readonly text?: string;
}

export class RecordVoucherDto extends DatedDto {
  @TextField({ max: 40 })
  readonly series!: string;

  @TextField({ min: 1, max: 60 })
  readonly number!: string;

  @DateField()
  readonly date!: string;

  @DateField({ optional: true })
  readonly registered?: string;

  @TextField({ optional: true })
  readonly text?: string;

  @ListField(() => VoucherLineDto)
  readonly lines!: readonly VoucherLineDto[];
}

/** What names a voucher. */
export class VoucherDto {
  @IdentifierField()
  readonly book!: string;

  @TextField({ max: 40 })
  readonly series!: string;

  @TextField({ max: 60 })
  readonly number!: string;
}

/** What a person says of a voucher's costs, and why. */
class StatedDto extends DatedDto {
  @ObjectField(() => VoucherDto)
  readonly voucher!: VoucherDto;

  @TextField({ min: 1 })
  readonly reason!: string;
}

class PostedLineDto {
  @WholeNumberField({ min: 1 })
  readonly line!: number;

  @ShareField({ optional: true })
  readonly share?: string;

  @IdentifierField({ optional: true })
  readonly onward?: string;
}

export class PostCostDto extends StatedDto {
  @IdentifierField()
  readonly projectCode!: string;

  @ListField(() => PostedLineDto, { min: 1 })
  readonly lines!: readonly PostedLineDto[];
}

export class WithdrawCostDto extends StatedDto {
  @IdentifierField()
  readonly projectCode!: string;
}

export class ReviewCostDto extends StatedDto {
  @LinesField({ min: 1 })
  readonly lines!: readonly number[];

  @ObjectField(() => PeriodDto)
  readonly servicePeriod!: PeriodDto;
}

/** Lines that are disallowed, or allowed again. */
export class CostLinesDto extends StatedDto {
  @LinesField({ min: 1 })
  readonly lines!: readonly number[];
}
