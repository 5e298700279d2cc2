import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, IdentifierField, KindField, TextField, WholeNumberField } from '../http/fields.js';
import { ObjectField, OneOfField, Shapes } from '../http/nested-fields.js';

const PERIOD_FORMS = ['month', 'days'];
const ON_COST_FORMS = ['amount', 'rate', 'one-rate'];
const CHARGED_FORMS = ['share', 'hours'];
const VOUCHER_FORMS = ['columns', 'fixed-series', 'combined'];
const BASES = ['actual', 'flat'];

class PayColumnDto {
  @TextField({ min: 1, max: 200 })
  readonly heading!: string;

  @WholeNumberField({ optional: true, min: 1, max: 999, description: 'Which one of several under the same heading.' })
  readonly nth?: number;
}

class PayMonthDto {
  @KindField('month', PERIOD_FORMS)
  readonly form!: string;

  @ObjectField(() => PayColumnDto)
  readonly column!: PayColumnDto;
}

class PayDaysDto {
  @KindField('days', PERIOD_FORMS)
  readonly form!: string;

  @ObjectField(() => PayColumnDto)
  readonly from!: PayColumnDto;

  @ObjectField(() => PayColumnDto)
  readonly to!: PayColumnDto;
}

class OnCostAmountDto {
  @KindField('amount', ON_COST_FORMS)
  readonly form!: string;

  @ObjectField(() => PayColumnDto)
  readonly column!: PayColumnDto;

  @ChoiceField(BASES)
  readonly basis!: string;
}

class OnCostRateDto {
  @KindField('rate', ON_COST_FORMS)
  readonly form!: string;

  @ObjectField(() => PayColumnDto)
  readonly column!: PayColumnDto;

  @ChoiceField(BASES)
  readonly basis!: string;
}

class OneOnCostRateDto {
  @KindField('one-rate', ON_COST_FORMS)
  readonly form!: string;

  @TextField({ pattern: /^\d{1,2}(?:\.\d{1,4})?$/, description: 'In percent, 46.15.' })
  readonly percent!: string;

  @ChoiceField(BASES)
  readonly basis!: string;
}

class ChargedShareDto {
  @KindField('share', CHARGED_FORMS)
  readonly form!: string;

  @ObjectField(() => PayColumnDto)
  readonly column!: PayColumnDto;
}

class ChargedHoursDto {
  @KindField('hours', CHARGED_FORMS)
  readonly form!: string;

  @ObjectField(() => PayColumnDto)
  readonly hours!: PayColumnDto;

  @ObjectField(() => PayColumnDto)
  readonly of!: PayColumnDto;
}

class PayVoucherColumnsDto {
  @KindField('columns', VOUCHER_FORMS)
  readonly form!: string;

  @ObjectField(() => PayColumnDto)
  readonly series!: PayColumnDto;

  @ObjectField(() => PayColumnDto)
  readonly number!: PayColumnDto;
}

class PayFixedSeriesDto {
  @KindField('fixed-series', VOUCHER_FORMS)
  readonly form!: string;

  @TextField({ max: 40 })
  readonly series!: string;

  @ObjectField(() => PayColumnDto)
  readonly number!: PayColumnDto;
}

class PayCombinedVoucherDto {
  @KindField('combined', VOUCHER_FORMS)
  readonly form!: string;

  @ObjectField(() => PayColumnDto)
  readonly column!: PayColumnDto;

  @ChoiceField(['blank', 'hyphen', 'digits'], { description: 'What parts series from number.' })
  readonly divider!: string;
}

@Shapes(PayMonthDto, PayDaysDto)
@Shapes(OnCostAmountDto, OnCostRateDto, OneOnCostRateDto)
@Shapes(ChargedShareDto, ChargedHoursDto)
@Shapes(PayVoucherColumnsDto, PayFixedSeriesDto, PayCombinedVoucherDto)
class SalaryColumnsDto {
  @TextField({ optional: true, min: 1, max: 100, description: 'The sheet, by name; else the first.' })
  readonly sheet?: string;

  @ChoiceField([',', '.'])
  readonly decimalSign!: string;

  @ChoiceField(['iso', 'swedish', 'excel'])
  readonly dateForm!: string;

  @ObjectField(() => PayColumnDto, { optional: true, description: 'This or the personal number must be there.' })
  readonly employmentNumber?: PayColumnDto;

  @ObjectField(() => PayColumnDto, { optional: true })
  readonly personalNumber?: PayColumnDto;

  @ObjectField(() => PayColumnDto, { optional: true })
  readonly name?: PayColumnDto;

  @OneOfField('form', { month: PayMonthDto, days: PayDaysDto })
  readonly period!: PayMonthDto | PayDaysDto;

  @ObjectField(() => PayColumnDto, { description: 'The pay of the whole period before tax.' })
  readonly gross!: PayColumnDto;

  @OneOfField('form', { amount: OnCostAmountDto, rate: OnCostRateDto, 'one-rate': OneOnCostRateDto })
  readonly onCost!: OnCostAmountDto | OnCostRateDto | OneOnCostRateDto;

  @OneOfField('form', { share: ChargedShareDto, hours: ChargedHoursDto })
  readonly charged!: ChargedShareDto | ChargedHoursDto;

  @ObjectField(() => PayColumnDto, { optional: true, description: 'What of the pay and on-cost is booked.' })
  readonly amount?: PayColumnDto;

  @OneOfField(
    'form',
    { columns: PayVoucherColumnsDto, 'fixed-series': PayFixedSeriesDto, combined: PayCombinedVoucherDto },
    { optional: true, description: 'This or the account must be there.' },
  )
  readonly voucher?: PayVoucherColumnsDto | PayFixedSeriesDto | PayCombinedVoucherDto;

  @ObjectField(() => PayColumnDto, { optional: true })
  readonly account?: PayColumnDto;

  @ObjectField(() => PayColumnDto, { optional: true })
  readonly projectCode?: PayColumnDto;

  @ObjectField(() => PayColumnDto, { optional: true, description: 'The name of the payslip’s file.' })
  readonly payslip?: PayColumnDto;
}

export class SaveSalaryMappingDto extends DatedDto {
  @IdentifierField()
  readonly mapping!: string;

  @ObjectField(() => SalaryColumnsDto)
  readonly columns!: SalaryColumnsDto;

  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}
