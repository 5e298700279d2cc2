import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import { DatedDto } from '../http/dated.dto.js';
import type { Recorded } from '../http/recorded.js';
import { ActPath, RejectActDto } from './act.dto.js';

/** Acts that need two persons. */
@ApiTags('Acts')
@Controller('acts/:act')
export class ActsController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('ConfirmAct', 'confirmation', 'A second person confirms: what was proposed takes effect.')
  confirm(@AskedBy() asked: Asked, @Param() path: ActPath, @Body() body: DatedDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RejectAct', 'rejection', 'What was proposed does not take effect.')
  reject(@AskedBy() asked: Asked, @Param() path: ActPath, @Body() body: RejectActDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }
}
