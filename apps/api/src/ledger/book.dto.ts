import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, DateField, IdentifierField, TextField } from '../http/fields.js';
import { ListField, ObjectField, TextsField } from '../http/nested-fields.js';
import { PeriodDto } from '../http/period.dto.js';

const ROLES = [
  'cost',
  'reduces-cost',
  'passed-on',
  'internal',
  'grant-income',
  'grant-liability',
  'balance',
  'ignored',
];
const ACCOUNT = /^[0-9A-Za-zÅÄÖåäö]{1,20}$/;
const DIMENSION = /^\d{1,4}$/;

export class BookPath {
  @IdentifierField()
  readonly book!: string;
}

class BookDimensionsDto {
  @TextField({ optional: true, pattern: DIMENSION })
  readonly costCentre?: string;

  @TextField({ optional: true, pattern: DIMENSION })
  readonly project?: string;

  @TextField({ optional: true, pattern: DIMENSION })
  readonly counterparty?: string;
}

class AccountRoleDto {
  @TextField({ pattern: ACCOUNT })
  readonly from!: string;

  @TextField({ pattern: ACCOUNT })
  readonly to!: string;

  @ChoiceField(ROLES)
  readonly role!: string;
}

class BookFactsDto extends DatedDto {
  @ChoiceField(['erp', 'own'], { description: 'erp: what another system booked. own: vouchers keyed in here.' })
  readonly kind!: string;

  @TextField()
  readonly system!: string;

  @ChoiceField(['number', 'number+date'], { optional: true })
  readonly voucherIdentity?: string;

  @ObjectField(() => PeriodDto)
  readonly financialYear!: PeriodDto;

  @ChoiceField(['whole', 'extract'], { optional: true })
  readonly form?: string;

  @ChoiceField(['all', 'grant'], { optional: true })
  readonly scope?: string;

  @ObjectField(() => BookDimensionsDto)
  readonly dimensions!: BookDimensionsDto;

  @TextsField({ optional: true, pattern: DIMENSION, description: 'Dimensions that name people. Else 7, 8 and 9.' })
  readonly privateDimensions?: readonly string[];

  @ListField(() => AccountRoleDto)
  readonly accountRoles!: readonly AccountRoleDto[];

  @ChoiceField(['evidence', 'postings'], { optional: true, description: 'What SIE 4I files of pre-systems are here.' })
  readonly preSystemFiles?: string;
}

export class OpenBookDto extends BookFactsDto {
  @IdentifierField()
  readonly book!: string;
}

export class AmendBookDto extends BookFactsDto {
  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}

class AccountDto {
  @TextField({ pattern: ACCOUNT })
  readonly account!: string;

  @TextField()
  readonly name!: string;

  @ChoiceField(['T', 'S', 'K', 'I'], { optional: true, description: 'The kind (#KTYP): asset, debt, cost, income.' })
  readonly type?: string;

  @ChoiceField(ROLES, { optional: true })
  readonly role?: string;
}

export class RegisterChartDto extends DatedDto {
  @ListField(() => AccountDto)
  readonly accounts!: readonly AccountDto[];
}

export class LockPeriodDto extends DatedDto {
  @DateField()
  readonly through!: string;
}

export class ReopenPeriodDto extends DatedDto {
  @DateField({ nullable: true, description: 'Null: no day is locked any longer.' })
  readonly through!: string | null;

  @TextField({ min: 1 })
  readonly reason!: string;
}
