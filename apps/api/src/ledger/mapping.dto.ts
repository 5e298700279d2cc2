import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, FlagField, IdentifierField, KindField, TextField, WholeNumberField } from '../http/fields.js';
import { ListField, ObjectField, OneOfField, Shapes, TextsField } from '../http/nested-fields.js';

const DIMENSION = /^\d{1,4}$/;
const ACCOUNT_FORMS = ['column', 'group-heading'];
const VOUCHER_FORMS = ['columns', 'fixed-series', 'combined', 'none'];
const AMOUNT_FORMS = ['signed', 'debit-credit', 'side'];

export class MappingPath {
  @IdentifierField()
  readonly mapping!: string;
}

class ColumnDto {
  @TextField({ min: 1, max: 200 })
  readonly heading!: string;

  @WholeNumberField({ optional: true, min: 1, max: 999, description: 'Which one of several under the same heading.' })
  readonly nth?: number;
}

class AccountColumnDto {
  @KindField('column', ACCOUNT_FORMS)
  readonly form!: string;

  @ObjectField(() => ColumnDto)
  readonly column!: ColumnDto;

  @FlagField({ optional: true, description: 'The cell holds the account’s name too.' })
  readonly withName?: boolean;
}

class AccountInHeadingDto {
  @KindField('group-heading', ACCOUNT_FORMS)
  readonly form!: string;
}

class VoucherColumnsDto {
  @KindField('columns', VOUCHER_FORMS)
  readonly form!: string;

  @ObjectField(() => ColumnDto)
  readonly series!: ColumnDto;

  @ObjectField(() => ColumnDto)
  readonly number!: ColumnDto;
}

class FixedSeriesDto {
  @KindField('fixed-series', VOUCHER_FORMS)
  readonly form!: string;

  @TextField({ max: 40 })
  readonly series!: string;

  @ObjectField(() => ColumnDto)
  readonly number!: ColumnDto;
}

class CombinedVoucherDto {
  @KindField('combined', VOUCHER_FORMS)
  readonly form!: string;

  @ObjectField(() => ColumnDto)
  readonly column!: ColumnDto;

  @ChoiceField(['blank', 'hyphen', 'digits'], { description: 'What parts series from number.' })
  readonly divider!: string;
}

/** A list without voucher numbers. */
class NoVoucherDto {
  @KindField('none', VOUCHER_FORMS)
  readonly form!: string;
}

class SignedAmountDto {
  @KindField('signed', AMOUNT_FORMS)
  readonly form!: string;

  @ObjectField(() => ColumnDto)
  readonly column!: ColumnDto;

  @ChoiceField(['debit', 'credit'], { optional: true })
  readonly positive?: string;
}

class DebitCreditDto {
  @KindField('debit-credit', AMOUNT_FORMS)
  readonly form!: string;

  @ObjectField(() => ColumnDto)
  readonly debit!: ColumnDto;

  @ObjectField(() => ColumnDto)
  readonly credit!: ColumnDto;

  @FlagField({ optional: true, description: 'What is credited stands with a minus.' })
  readonly creditNegative?: boolean;
}

class SidedAmountDto {
  @KindField('side', AMOUNT_FORMS)
  readonly form!: string;

  @ObjectField(() => ColumnDto)
  readonly column!: ColumnDto;

  @ObjectField(() => ColumnDto)
  readonly side!: ColumnDto;

  @TextsField({ optional: true, min: 1, max: 20, length: { min: 1, max: 40 }, description: 'Else D, Debet and +.' })
  readonly debitWords?: readonly string[];

  @TextsField({ optional: true, min: 1, max: 20, length: { min: 1, max: 40 }, description: 'Else K, Kredit and -.' })
  readonly creditWords?: readonly string[];
}

class DimensionColumnDto {
  @TextField({ pattern: DIMENSION })
  readonly dimension!: string;

  @ObjectField(() => ColumnDto)
  readonly column!: ColumnDto;
}

@Shapes(AccountColumnDto, AccountInHeadingDto)
@Shapes(VoucherColumnsDto, FixedSeriesDto, CombinedVoucherDto, NoVoucherDto)
@Shapes(SignedAmountDto, DebitCreditDto, SidedAmountDto)
class MappingColumnsDto {
  @TextField({ optional: true, min: 1, max: 100, description: 'The sheet, by name; else the first.' })
  readonly sheet?: string;

  @ChoiceField([',', '.'])
  readonly decimalSign!: string;

  @ChoiceField(['iso', 'swedish', 'excel'])
  readonly dateForm!: string;

  @OneOfField('form', { column: AccountColumnDto, 'group-heading': AccountInHeadingDto })
  readonly account!: AccountColumnDto | AccountInHeadingDto;

  @OneOfField('form', {
    columns: VoucherColumnsDto,
    'fixed-series': FixedSeriesDto,
    combined: CombinedVoucherDto,
    none: NoVoucherDto,
  })
  readonly voucher!: VoucherColumnsDto | FixedSeriesDto | CombinedVoucherDto | NoVoucherDto;

  @ObjectField(() => ColumnDto, { description: 'The accounting date.' })
  readonly date!: ColumnDto;

  @ObjectField(() => ColumnDto, { optional: true, description: 'When the source registered the voucher.' })
  readonly registered?: ColumnDto;

  @OneOfField('form', { signed: SignedAmountDto, 'debit-credit': DebitCreditDto, side: SidedAmountDto })
  readonly amount!: SignedAmountDto | DebitCreditDto | SidedAmountDto;

  @ObjectField(() => ColumnDto, { optional: true })
  readonly text?: ColumnDto;

  @ObjectField(() => ColumnDto, { optional: true })
  readonly signature?: ColumnDto;

  @ObjectField(() => ColumnDto, { optional: true })
  readonly quantity?: ColumnDto;

  @ObjectField(() => ColumnDto, { optional: true, description: 'The line’s own date.' })
  readonly lineDate?: ColumnDto;

  @ObjectField(() => ColumnDto, { optional: true, description: 'The running balance.' })
  readonly balance?: ColumnDto;

  @ListField(() => DimensionColumnDto, { max: 50 })
  readonly dimensions!: readonly DimensionColumnDto[];
}

export class SaveMappingDto extends DatedDto {
  @IdentifierField()
  readonly mapping!: string;

  @ObjectField(() => MappingColumnsDto)
  readonly columns!: MappingColumnsDto;

  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}
