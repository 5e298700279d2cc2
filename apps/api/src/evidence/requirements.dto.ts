import { DOCUMENT_KINDS } from '#kernel';

import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, FlagField, IdentifierField, MoneyField, TextField } from '../http/fields.js';
import { ChoicesField, ListField, ObjectField } from '../http/nested-fields.js';

const ACCOUNT = /^[0-9A-Za-zÅÄÖåäö]{1,20}$/;

class AccountsDto {
  @TextField({ pattern: ACCOUNT })
  readonly from!: string;

  @TextField({ pattern: ACCOUNT })
  readonly to!: string;
}

class NeedDto {
  @ChoicesField(DOCUMENT_KINDS, { min: 1 })
  readonly anyOf!: readonly string[];
}

class RequirementDto {
  @IdentifierField()
  readonly rule!: string;

  @ListField(() => AccountsDto, { optional: true })
  readonly accounts?: readonly AccountsDto[];

  @ChoicesField(['cost', 'reduces-cost', 'passed-on'], { optional: true, min: 1 })
  readonly kinds?: readonly string[];

  @FlagField({ optional: true, description: 'Only lines that shares of pay are linked to, or only others.' })
  readonly isPay?: boolean;

  @MoneyField({ optional: true, description: 'Only lines of at least so much, debit or credit.' })
  readonly amountFrom?: string;

  @ListField(() => NeedDto)
  readonly needs!: readonly NeedDto[];

  @ChoiceField(['unit', 'finance', 'payroll'])
  readonly turn!: string;
}

class DoubleFundingDto {
  @ChoiceField(['block', 'flag'], { optional: true, description: 'A document above its total.' })
  readonly DOCUMENT_ABOVE_TOTAL?: string;

  @ChoiceField(['block', 'flag'], { optional: true, description: 'One invoice linked twice.' })
  readonly INVOICE_LINKED_TWICE?: string;

  @ChoiceField(['block', 'flag'], { optional: true, description: 'More than the whole of a pay.' })
  readonly PERSON_ABOVE_WHOLE?: string;
}

export class AdoptRequirementsDto extends DatedDto {
  @ListField(() => RequirementDto, { min: 1, max: 200 })
  readonly rules!: readonly RequirementDto[];

  @ObjectField(() => DoubleFundingDto, {
    optional: true,
    description: 'Refuse, or find, what could be paid for twice.',
  })
  readonly doubleFunding?: DoubleFundingDto;

  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}
