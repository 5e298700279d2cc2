import {
  AreaField,
  ChoiceField,
  DateField,
  FlagField,
  IdentifierField,
  MoneyField,
  TextField,
  WholeNumberField,
} from '../http/fields.js';
import { DatedDto } from '../http/dated.dto.js';
import { AreasField, ListField, ObjectField, TextsField } from '../http/nested-fields.js';
import { PeriodDto } from '../http/period.dto.js';

export class ProgrammeRefDto {
  @IdentifierField()
  readonly id!: string;

  @WholeNumberField({ min: 2000, max: 2100 })
  readonly year!: number;
}

class SourceDto {
  @TextField()
  readonly title!: string;

  @DateField()
  readonly date!: string;

  @TextField()
  readonly caseNumber!: string;
}

class ReturnFieldDto {
  @IdentifierField()
  readonly id!: string;

  @TextField({ min: 1 })
  readonly sv!: string;

  @ChoiceField(['amount', 'areas', 'providers', 'text', 'signatory'])
  readonly kind!: string;

  @ChoiceField(
    ['received', 'used', 'unused', 'own-funding-used', 'not-eligible', 'not-reported', 'unresolved', 'booked'],
    { optional: true, description: 'Of an amount: the figure of the ledger that stands in it.' },
  )
  readonly figure?: string;

  @FlagField({ optional: true })
  readonly wholeKronor?: boolean;

  @FlagField({ optional: true })
  readonly required?: boolean;

  @WholeNumberField({ optional: true, min: 1, description: 'Of a text: the most characters that it may have.' })
  readonly maxLength?: number;
}

class ReturnCheckDto {
  @ChoiceField([
    ...['areas-sum-to-used', 'received-known', 'bound-money-in-its-areas', 'no-blocking-findings'],
    ...['imports-completed', 'areas-known', 'providers-reported', 'reports-match-passed-on'],
    ...['evidence-complete', 'lines-resolved', 'no-own-funding', 'no-open-findings'],
  ])
  readonly check!: string;

  @ChoiceField(['stop', 'warn'])
  readonly level!: string;

  @TextField({ min: 1 })
  readonly sv!: string;
}

class ReturnFormDto {
  @WholeNumberField({ min: 1 })
  readonly version!: number;

  @TextField()
  readonly sv!: string;

  @ListField(() => ReturnFieldDto, { min: 1 })
  readonly fields!: readonly ReturnFieldDto[];

  @ListField(() => ReturnCheckDto)
  readonly checks!: readonly ReturnCheckDto[];
}

class ReturnRulesDto {
  @DateField({ nullable: true, description: 'Null while the authority has not set the day.' })
  readonly due!: string | null;

  @TextField()
  readonly sv!: string;

  @ObjectField(() => ReturnFormDto, { optional: true })
  readonly form?: ReturnFormDto;
}

class PotDto {
  @IdentifierField()
  readonly id!: string;

  @TextField()
  readonly recipients!: string;

  @MoneyField({ optional: true })
  readonly amount?: string;

  @TextField({ optional: true })
  readonly key?: string;

  @AreasField({ optional: true, min: 1, description: 'Money of the pot may go to these purpose areas alone.' })
  readonly purposeAreas?: readonly number[];
}

class PurposeAreaDto {
  @AreaField()
  readonly number!: number;

  @TextField()
  readonly sv!: string;

  @TextField({ optional: true })
  readonly en?: string;

  @ChoiceField(['primary-care', 'health-care'], { optional: true })
  readonly boundTo?: string;

  @FlagField({ optional: true })
  readonly onlyNamedRecipients?: boolean;
}

class MunicipalityDto {
  @TextField({ pattern: /^\d{4}$/ })
  readonly code!: string;

  @TextField()
  readonly name!: string;
}

class RuralCountyDto {
  @TextField({ pattern: /^\d\d$/ })
  readonly county!: string;

  @ListField(() => MunicipalityDto, { min: 1 })
  readonly municipalities!: readonly MunicipalityDto[];

  @TextField()
  readonly source!: string;
}

class RepaymentGroundDto {
  @IdentifierField()
  readonly id!: string;

  @TextField()
  readonly paragraph!: string;

  @TextField()
  readonly sv!: string;

  @ChoiceField(['received-above-award', 'not-used', 'no-return'], { optional: true })
  readonly computed?: string;
}

class UnderlayKindDto {
  @IdentifierField()
  readonly kind!: string;

  @TextField()
  readonly sv!: string;
}

class SourceDifferenceDto {
  @TextField()
  readonly subject!: string;

  @TextField()
  readonly guidance!: string;

  @TextField()
  readonly regulation!: string;
}

class ProgrammeRulesDto {
  @ChoiceField(['proportional', 'fifo', 'explicit-share'], {
    optional: true,
    description: 'How kronor are followed; proportional where the rules do not say.',
  })
  readonly lineage?: string;

  @IdentifierField()
  readonly id!: string;

  @WholeNumberField()
  readonly year!: number;

  @TextField()
  readonly title!: string;

  @TextField()
  readonly regulation!: string;

  @TextField()
  readonly authority!: string;

  @ObjectField(() => SourceDto)
  readonly source!: SourceDto;

  @ObjectField(() => PeriodDto)
  readonly usePeriod!: PeriodDto;

  @ObjectField(() => PeriodDto)
  readonly requisitionWindow!: PeriodDto;

  @ObjectField(() => ReturnRulesDto)
  readonly return!: ReturnRulesDto;

  @ListField(() => PotDto, { min: 1 })
  readonly pots!: readonly PotDto[];

  @ListField(() => PurposeAreaDto, { min: 1 })
  readonly purposeAreas!: readonly PurposeAreaDto[];

  @ListField(() => RuralCountyDto)
  readonly ruralMunicipalities!: readonly RuralCountyDto[];

  @ListField(() => RepaymentGroundDto, { min: 1 })
  readonly repaymentGrounds!: readonly RepaymentGroundDto[];

  @TextsField()
  readonly conditions!: readonly string[];

  @ListField(() => UnderlayKindDto)
  readonly underlay!: readonly UnderlayKindDto[];

  @ListField(() => SourceDifferenceDto)
  readonly sourcesDiffer!: readonly SourceDifferenceDto[];
}

export class AdoptProgrammeDto extends DatedDto {
  @ObjectField(() => ProgrammeRefDto)
  readonly programme!: ProgrammeRefDto;

  @ObjectField(() => ProgrammeRulesDto, { optional: true, description: 'Else the rules that ship with the product.' })
  readonly rules?: ProgrammeRulesDto;
}
