import { DatedDto } from '../http/dated.dto.js';
import { IdentifierField, TextField } from '../http/fields.js';

export class ActPath {
  @IdentifierField()
  readonly act!: string;
}

export class RejectActDto extends DatedDto {
  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}
