import { DatedDto } from '../http/dated.dto.js';
import {
  AreaField,
  DateField,
  IdentifierField,
  MoneyField,
  TextField,
  WholeNumberField,
  ChoiceField,
} from '../http/fields.js';
import { ListField, ObjectField, TextsByNameField } from '../http/nested-fields.js';
import { VoucherRefDto } from '../http/voucher-ref.dto.js';
import { GrantPath } from './award.dto.js';
import { DecisionDto } from './decision.dto.js';

class ReturnRowDto {
  @AreaField({ nullable: true })
  readonly area!: number | null;

  @TextField()
  readonly performer!: string;

  @MoneyField()
  readonly amount!: string;
}

class ReturnFiguresDto {
  @MoneyField()
  readonly received!: string;

  @MoneyField()
  readonly used!: string;

  @MoneyField()
  readonly unused!: string;

  @ListField(() => ReturnRowDto)
  readonly areas!: readonly ReturnRowDto[];
}

export class SubmitReturnDto extends DatedDto {
  @IdentifierField({ description: 'The act that a second person confirms.' })
  readonly act!: string;

  @WholeNumberField({ optional: true, min: 1, description: "Where to read the figures; else at the log's end." })
  readonly position?: number;

  @ObjectField(() => ReturnFiguresDto, { optional: true, description: 'Held against the ledger where given.' })
  readonly figures?: ReturnFiguresDto;

  @TextField({
    optional: true,
    pattern: /^[0-9a-f]{64}$/,
    description: 'The digest of the return document, if looked at.',
  })
  readonly digest?: string;

  @TextField({ min: 1 })
  readonly signatory!: string;

  @TextsByNameField({ optional: true })
  readonly answers?: Readonly<Record<string, string>>;

  @TextField({ optional: true })
  readonly caseNumber?: string;
}

export class AmendReturnDto extends SubmitReturnDto {
  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}

export class RepaymentPath extends GrantPath {
  @IdentifierField()
  readonly repayment!: string;
}

export class AssessRepaymentDto extends DatedDto {
  @IdentifierField({ description: 'The act that a second person confirms.' })
  readonly act!: string;

  @IdentifierField({ description: "One of the programme's grounds for repayment." })
  readonly ground!: string;

  @MoneyField()
  readonly amount!: string;
}

export class ClaimRepaymentDto extends DatedDto {
  @IdentifierField({ optional: true })
  readonly ground?: string;

  @MoneyField()
  readonly amount!: string;

  @DateField({ optional: true })
  readonly due?: string;

  @TextField({ optional: true })
  readonly invoiceReference?: string;

  @ObjectField(() => DecisionDto)
  readonly decision!: DecisionDto;
}

export class WaiveRepaymentDto extends DatedDto {
  @IdentifierField({ description: 'The act that a second person confirms.' })
  readonly act!: string;

  @MoneyField()
  readonly amount!: string;

  @TextField({ optional: true, min: 1 })
  readonly reason?: string;

  @ObjectField(() => DecisionDto)
  readonly decision!: DecisionDto;
}

export class RepaymentPaymentDto extends DatedDto {
  @MoneyField()
  readonly amount!: string;

  @ObjectField(() => VoucherRefDto, { optional: true })
  readonly voucher?: VoucherRefDto;
}

export class UnderlayDemandDto extends DatedDto {
  @IdentifierField()
  readonly demand!: string;

  @TextField({ min: 1 })
  readonly caseNumber!: string;

  @DateField({ optional: true })
  readonly due?: string;

  @IdentifierField({ optional: true })
  readonly projectCode?: string;

  @DateField({ optional: true, description: 'Accounting dates, both included.' })
  readonly from?: string;

  @DateField({ optional: true })
  readonly to?: string;

  @TextField({ min: 1, optional: true, description: 'How costs are drawn, as the demand says it: mus:100.' })
  readonly sample?: string;

  @TextField({ min: 1, optional: true, description: 'What is asked for, in its own words.' })
  readonly note?: string;
}

export class UnderlayDeliveryDto extends DatedDto {
  @IdentifierField({ optional: true, description: 'The demand that it answers.' })
  readonly demand?: string;

  @TextField({ pattern: /^[0-9a-f]{64}$/, description: 'The SHA-256 of the package.' })
  readonly package!: string;

  @WholeNumberField({ min: 1, description: 'The position that it was built at.' })
  readonly position!: number;

  @ChoiceField(['authority', 'public'])
  readonly form!: string;

  @TextField({ min: 1 })
  readonly to!: string;

  @TextField({ min: 1, description: 'Who looked at its secrecy.' })
  readonly reviewedBy!: string;

  @TextField({ min: 1, description: 'The paragraph that its secrecy was looked at under.' })
  readonly paragraph!: string;

  @TextField({ min: 1, optional: true })
  readonly caseNumber?: string;
}

export class FindingPath extends GrantPath {
  @IdentifierField({ description: "The finding's id, as the findings of the grant show it." })
  readonly finding!: string;
}

export class WaiveFindingDto extends DatedDto {
  @IdentifierField({ description: 'The act that a second person confirms.' })
  readonly act!: string;

  @TextField({ pattern: /^[A-Z][A-Z_]{1,60}$/, description: "The finding's kind." })
  readonly code!: string;

  @TextField({ min: 1 })
  readonly reason!: string;

  @MoneyField({ optional: true, description: 'What was seen. Held against the finding where given.' })
  readonly amount?: string;

  @WholeNumberField({ optional: true, min: 0, description: 'What was seen. Held against the finding where given.' })
  readonly count?: number;
}
