import { DOCUMENT_KINDS } from '#kernel';

import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, IdentifierField, TextField } from '../http/fields.js';
import { MomentQuery } from '../http/moment.dto.js';
import { ListField } from '../http/nested-fields.js';

export class DocumentPath {
  @IdentifierField()
  readonly document!: string;
}

const YES_OR_NO = ['true', 'false'];

/** How originals are taken in. */
export class AddDocumentsQuery {
  @ChoiceField(DOCUMENT_KINDS, { optional: true, description: 'What every file is; else what each says of itself.' })
  readonly kind?: string;

  @ChoiceField(YES_OR_NO, {
    optional: true,
    description: 'Whether they name patients, asked of evidence of activities.',
  })
  readonly namesPatients?: string;

  @ChoiceField(YES_OR_NO, { optional: true, description: 'Looks at everything, and keeps nothing.' })
  readonly dryRun?: string;
}

/** Which originals, and how many at a time. */
export class DocumentsQuery extends MomentQuery {
  @ChoiceField(DOCUMENT_KINDS, { optional: true })
  readonly kind?: string;

  @TextField({ optional: true, pattern: /^\d{1,15}$/, description: 'Only those that came after this position.' })
  readonly after?: string;

  @TextField({ optional: true, pattern: /^[1-9]\d{0,3}$/, description: 'At most so many; else 200.' })
  readonly limit?: string;
}

class RemovedDto {
  @ChoiceField(['person', 'personal-number', 'address', 'health', 'account', 'business-terms', 'other'])
  readonly what!: string;

  @TextField({ min: 1, max: 40, description: 'The paragraph that it rests on.' })
  readonly paragraph!: string;
}

export class RedactDocumentDto extends DatedDto {
  @IdentifierField({ description: 'The masked copy, archived as a document of its own.' })
  readonly copy!: string;

  @ListField(() => RemovedDto, { min: 1 })
  readonly removed!: readonly RemovedDto[];

  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}

export class LegalHoldDto extends DatedDto {
  @TextField({ min: 1 })
  readonly reason!: string;
}
