import { DatedDto } from '../http/dated.dto.js';
import { ChoiceField, IdentifierField, TextField } from '../http/fields.js';
import { ListField } from '../http/nested-fields.js';

export class DocumentPath {
  @IdentifierField()
  readonly document!: string;
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
