import { ApiProperty } from '@nestjs/swagger';

/** How a problem looks on the OpenAPI page. */
export class ProblemDto {
  @ApiProperty({
    description: 'urn:bidragsbok:refusal:CODE, or about:blank',
    example: 'urn:bidragsbok:refusal:GRANT_CLOSED',
  })
  readonly type!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ type: 'integer' })
  readonly status!: number;

  @ApiProperty({ description: 'What is wrong and what to do, in Swedish.' })
  readonly detail!: string;

  @ApiProperty({ required: false, description: 'The name of the rule that was broken; docs/errors.md lists them.' })
  readonly code?: string;

  @ApiProperty({ type: 'object', additionalProperties: true, selfRequired: false })
  readonly details?: object;
}
