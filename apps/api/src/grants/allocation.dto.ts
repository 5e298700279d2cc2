import { DatedDto } from '../http/dated.dto.js';
import { IdentifierField, KindField, MoneyField, OrganisationNumberField, TextField } from '../http/fields.js';
import { AreasField, IdentifiersField, ListField, ObjectField, OneOfField, Shapes } from '../http/nested-fields.js';
import { VoucherRefDto } from '../http/voucher-ref.dto.js';
import { GrantPath } from './award.dto.js';
import { AreaAmountDto, DecisionDto } from './decision.dto.js';

export class AllocationPath extends GrantPath {
  @IdentifierField()
  readonly allocation!: string;
}

class RecipientDto {
  @TextField({ min: 1 })
  readonly name!: string;

  @TextField({ optional: true, pattern: /^\d{4}$/ })
  readonly municipality?: string;
}

/** A part of the organisation. */
export class UnitDto extends RecipientDto {
  @KindField('unit', ['organisation'])
  readonly kind!: 'unit';
}

/** Another legal person. */
export class OrganisationDto extends RecipientDto {
  @KindField('organisation', ['unit'])
  readonly kind!: 'organisation';

  @OrganisationNumberField()
  readonly organisationNumber!: string;
}

class AllocationKeyDto {
  @TextField({ min: 1 })
  readonly rule!: string;

  @MoneyField()
  readonly of!: string;

  @MoneyField()
  readonly gives!: string;
}

/** An amount that a decision moves, and why. */
class DecidedAmountDto extends DatedDto {
  @MoneyField()
  readonly amount!: string;

  @TextField({ optional: true, min: 1 })
  readonly reason?: string;

  @ObjectField(() => DecisionDto)
  readonly decision!: DecisionDto;
}

@Shapes(UnitDto, OrganisationDto)
export class AllocateFundsDto extends DecidedAmountDto {
  @IdentifierField()
  readonly allocation!: string;

  @IdentifierField({ optional: true, description: 'The allocation that it is a part of.' })
  readonly from?: string;

  @OneOfField('kind', { unit: UnitDto, organisation: OrganisationDto })
  readonly to!: UnitDto | OrganisationDto;

  @IdentifierField({ optional: true })
  readonly pot?: string;

  @MoneyField({ optional: true })
  readonly ownFunding?: string;

  @AreasField({ optional: true, min: 1 })
  readonly purposeAreas?: readonly number[];

  @ObjectField(() => AllocationKeyDto, { optional: true })
  readonly key?: AllocationKeyDto;
}

export class DecideAllocationsDto extends DatedDto {
  @IdentifiersField({ min: 1 })
  readonly allocations!: readonly string[];

  @IdentifierField({ optional: true })
  readonly pot?: string;

  @ObjectField(() => DecisionDto)
  readonly decision!: DecisionDto;
}

export class RedistributeFundsDto extends DecidedAmountDto {
  @IdentifierField()
  readonly from!: string;

  @IdentifierField()
  readonly to!: string;
}

export class ReduceAllocationDto extends DecidedAmountDto {
  @MoneyField({ optional: true, description: 'The part of the reduction that takes own funding back.' })
  readonly ownFunding?: string;
}

export class ReportProviderDto extends DatedDto {
  @ListField(() => AreaAmountDto)
  readonly used!: readonly AreaAmountDto[];

  @TextField({ optional: true })
  readonly note?: string;
}

export class ProviderRepaymentDto extends DatedDto {
  @MoneyField()
  readonly amount!: string;

  @ObjectField(() => VoucherRefDto, { optional: true })
  readonly voucher?: VoucherRefDto;
}
