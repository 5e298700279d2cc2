import { DatedDto } from '../http/dated.dto.js';
import { IdentifierField, KindField, MoneyField, TextField, WholeNumberField } from '../http/fields.js';
import { ObjectField, OneOfField, Shapes } from '../http/nested-fields.js';
import { VoucherRefDto } from '../http/voucher-ref.dto.js';
import { VoucherDto } from '../ledger/voucher.dto.js';

const FORMS = ['document', 'reposting', 'accrual'];

class DocumentEvidenceDto {
  @KindField('document', FORMS)
  readonly form!: string;

  @IdentifierField()
  readonly document!: string;
}

/** The voucher whose cost the line moves. */
class RepostingEvidenceDto {
  @KindField('reposting', FORMS)
  readonly form!: string;

  @ObjectField(() => VoucherRefDto)
  readonly voucher!: VoucherRefDto;
}

/** The voucher that takes an accrued line back. */
class AccrualEvidenceDto {
  @KindField('accrual', FORMS)
  readonly form!: string;

  @ObjectField(() => VoucherRefDto)
  readonly voucher!: VoucherRefDto;
}

@Shapes(DocumentEvidenceDto, RepostingEvidenceDto, AccrualEvidenceDto)
class OnEvidenceDto extends DatedDto {
  @ObjectField(() => VoucherDto)
  readonly voucher!: VoucherDto;

  @WholeNumberField({ min: 1 })
  readonly line!: number;

  @OneOfField('form', { document: DocumentEvidenceDto, reposting: RepostingEvidenceDto, accrual: AccrualEvidenceDto })
  readonly evidence!: DocumentEvidenceDto | RepostingEvidenceDto | AccrualEvidenceDto;
}

export class LinkEvidenceDto extends OnEvidenceDto {
  @MoneyField({
    optional: true,
    description: 'How much of the line it supports, signed as the line is; else all of it.',
  })
  readonly amount?: string;

  @TextField({ optional: true, min: 1 })
  readonly reason?: string;

  @IdentifierField({ optional: true, description: 'Two persons: it is linked when another one confirms the act.' })
  readonly act?: string;
}

export class UnlinkEvidenceDto extends OnEvidenceDto {
  @TextField({ min: 1 })
  readonly reason!: string;
}

export class PersonPath {
  @IdentifierField({ description: 'The id that says nothing of who it is.' })
  readonly person!: string;
}

export class TiePersonsDto extends DatedDto {
  @IdentifierField({ description: 'The id of the same human being under another number.' })
  readonly sameAs!: string;

  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}

export class UntiePersonsDto extends DatedDto {
  @IdentifierField({ description: 'Who it was tied to.' })
  readonly sameAs!: string;

  @TextField({ min: 1 })
  readonly reason!: string;
}

export class UnlinkSalaryDto extends DatedDto {
  @ObjectField(() => VoucherDto)
  readonly voucher!: VoucherDto;

  @WholeNumberField({ min: 1 })
  readonly line!: number;

  @TextField({ min: 1 })
  readonly reason!: string;
}
