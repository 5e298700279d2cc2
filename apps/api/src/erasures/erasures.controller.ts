import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import type { Recorded } from '../http/recorded.js';
import { ErasePrivatePartsDto } from './erasure.dto.js';

/** What goes for ever, by a decision. */
@ApiTags('Erasures')
@Controller('erasures')
export class ErasuresController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('ErasePrivateParts', 'proposals', 'Propose that texts be erased: they go when another person confirms.')
  propose(@AskedBy() asked: Asked, @Body() body: ErasePrivatePartsDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }
}
