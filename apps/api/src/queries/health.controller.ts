import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';

import { type Attestation, Bidragsbok } from '#intake';

import { Refuses } from '../http/command-route.js';

type Hold = NonNullable<Attestation['integrityHold']>;

/** That the log answers, and that what questions are asked of has followed it. */
interface Health {
  /** `hold`: the log is not what was signed; questions are answered, nothing is written. */
  readonly status: 'ok' | 'hold';
  readonly integrityHold?: Hold;
  readonly organisation: string;
  readonly position: number;
  readonly readModels: number;
}

/** The same on the OpenAPI page. */
class HealthDto implements Health {
  @ApiProperty({ enum: ['ok', 'hold'], description: '`hold`: the log is not what was signed.' })
  readonly status!: Health['status'];

  @ApiProperty({ example: '2321000164' })
  readonly organisation!: string;

  @ApiProperty({ type: 'integer', description: "The log's last position." })
  readonly position!: number;

  @ApiProperty({ type: 'integer', description: 'The position that the read models stand at.' })
  readonly readModels!: number;
}

/** Whether the door can do its work. */
@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly book: Bidragsbok) {}

  @Get()
  @ApiOperation({ operationId: 'health', summary: 'Whether log and read models answer.' })
  @ApiOkResponse({ type: HealthDto })
  @Refuses({ 500: 'The log is damaged.', 503: 'The log cannot be reached.' })
  async health(): Promise<Health> {
    const { organisation, log, models } = this.book;
    const position = await log.lastPosition();
    // Whatever was recorded meanwhile, the read models are caught up when they have reached what was there before.
    const hold = await this.book.signer.hold();
    const status = hold === null ? ({ status: 'ok' } as const) : ({ status: 'hold', integrityHold: hold } as const);
    return { ...status, organisation, position, readModels: await models.catchUp() };
  }
}
