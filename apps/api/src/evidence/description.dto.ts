import { DOCUMENT_KINDS } from '#kernel';

import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, DateField, FlagField, IdentifierField, MoneyField, TextField } from '../http/fields.js';
import { AreasField, ObjectField } from '../http/nested-fields.js';

class DocumentFactsDto {
  @ChoiceField(['invoice', 'credit-note'], { optional: true })
  readonly type?: string;

  @DateField({ optional: true })
  readonly issued?: string;

  @DateField({ optional: true })
  readonly due?: string;

  @DateField({ optional: true, description: 'The first day of delivery, or of the period that it is of.' })
  readonly from?: string;

  @DateField({ optional: true })
  readonly to?: string;

  @TextField({ optional: true, pattern: /^[A-Z]{3}$/ })
  readonly currency?: string;

  @MoneyField({ optional: true, description: 'Without VAT.' })
  readonly net?: string;

  @MoneyField({ optional: true })
  readonly tax?: string;

  @MoneyField({ optional: true, description: 'With VAT.' })
  readonly total?: string;

  @IdentifierField({ optional: true })
  readonly person?: string;

  @IdentifierField({ optional: true })
  readonly grant?: string;

  @IdentifierField({ optional: true })
  readonly projectCode?: string;

  @AreasField({ optional: true })
  readonly purposeAreas?: readonly number[];

  @DateField({ optional: true })
  readonly approved?: string;

  @DateField({ optional: true })
  readonly paid?: string;
}

class SupplierDto {
  @TextField({ optional: true })
  readonly name?: string;

  @TextField({ optional: true })
  readonly organisationNumber?: string;

  @TextField({ optional: true })
  readonly vatNumber?: string;
}

class ReferencesDto {
  @TextField({ optional: true })
  readonly buyer?: string;

  @TextField({ optional: true })
  readonly order?: string;

  @TextField({ optional: true })
  readonly contract?: string;

  @TextField({ optional: true })
  readonly project?: string;

  @TextField({ optional: true })
  readonly invoicedObject?: string;

  @TextField({ optional: true })
  readonly accounting?: string;

  @TextField({ optional: true })
  readonly voucher?: string;
}

class DocumentTextsDto {
  @ObjectField(() => SupplierDto, { optional: true })
  readonly supplier?: SupplierDto;

  @TextField({ optional: true, description: 'The number of the invoice.' })
  readonly number?: string;

  @TextField({ optional: true, description: 'The number of the invoice that a credit note credits.' })
  readonly precedingNumber?: string;

  @ObjectField(() => ReferencesDto, { optional: true })
  readonly references?: ReferencesDto;

  @TextField({ optional: true })
  readonly approver?: string;

  @TextField({ optional: true })
  readonly note?: string;
}

export class DescribeDocumentDto extends DatedDto {
  @ChoiceField(DOCUMENT_KINDS)
  readonly kind!: string;

  @ObjectField(() => DocumentFactsDto, { optional: true })
  readonly facts?: DocumentFactsDto;

  @ObjectField(() => DocumentTextsDto, { optional: true })
  readonly texts?: DocumentTextsDto;

  @FlagField({ optional: true, description: 'Whether it names patients, which evidence of an activity may not do.' })
  readonly namesPatients?: boolean;
}
