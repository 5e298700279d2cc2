import { DatedDto } from '../http/dated.dto.js';
import { AreaField, DateField, IdentifierField, ShareField, TextField } from '../http/fields.js';
import { ListField } from '../http/nested-fields.js';

export class ProjectCodePath {
  @IdentifierField()
  readonly projectCode!: string;
}

class CodingDto {
  @TextField({ pattern: /^\d{1,4}$/ })
  readonly dimension!: string;

  @TextField({ min: 1, max: 60 })
  readonly code!: string;
}

class AreaShareDto {
  @AreaField()
  readonly area!: number;

  @ShareField()
  readonly share!: string;
}

class MatchDto {
  @IdentifierField()
  readonly book!: string;

  @ListField(() => CodingDto, { min: 1, max: 8 })
  readonly all!: readonly CodingDto[];

  @DateField({ optional: true })
  readonly from?: string;

  @DateField({ optional: true })
  readonly to?: string;
}

class OnwardDto {
  @ListField(() => CodingDto, { min: 1, max: 8 })
  readonly all!: readonly CodingDto[];

  @IdentifierField()
  readonly allocation!: string;
}

class ProjectCodeFactsDto extends DatedDto {
  @IdentifierField()
  readonly grant!: string;

  @IdentifierField({ optional: true, nullable: true })
  readonly allocation?: string | null;

  @ListField(() => AreaShareDto, { optional: true, description: 'Shares that are together 1.' })
  readonly purposeAreas?: readonly AreaShareDto[];

  @ListField(() => MatchDto, { min: 1, description: 'Which codings of which book mean the code.' })
  readonly matches!: readonly MatchDto[];

  @ListField(() => OnwardDto, { optional: true, description: 'Which coding means which onward allocation.' })
  readonly onward?: readonly OnwardDto[];
}

export class OpenProjectCodeDto extends ProjectCodeFactsDto {
  @IdentifierField()
  readonly projectCode!: string;
}

export class AmendProjectCodeDto extends ProjectCodeFactsDto {
  @TextField({ optional: true, min: 1 })
  readonly reason?: string;
}

export class CloseProjectCodeDto extends DatedDto {
  @DateField()
  readonly lastDay!: string;
}
