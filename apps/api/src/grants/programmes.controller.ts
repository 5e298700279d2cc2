import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import type { Recorded } from '../http/recorded.js';
import { AdoptProgrammeDto } from './programme.dto.js';

/** The rules that grants are held to. */
@ApiTags('Programmes')
@Controller('programmes')
export class ProgrammesController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('AdoptProgramme', '', 'Records the rules of a programme and grant year, whole.')
  adopt(@AskedBy() asked: Asked, @Body() body: AdoptProgrammeDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }
}
