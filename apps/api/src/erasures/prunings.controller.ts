import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import type { Recorded } from '../http/recorded.js';
import { PruneYearDto } from './pruning.dto.js';

/** Financial years that go after retention, by a decision. */
@ApiTags('Prunings')
@Controller('prunings')
export class PruningsController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute(
    'PruneYear',
    'proposals',
    'Propose that a financial year be pruned: it goes when another person confirms.',
  )
  propose(@AskedBy() asked: Asked, @Body() body: PruneYearDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }
}
