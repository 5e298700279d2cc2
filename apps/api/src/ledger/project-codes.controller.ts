import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import type { Recorded } from '../http/recorded.js';
import { AmendProjectCodeDto, CloseProjectCodeDto, OpenProjectCodeDto, ProjectCodePath } from './project-code.dto.js';

/** The grant's own codes: which codings in which book are charged to it. */
@ApiTags('Project codes')
@Controller('project-codes')
export class ProjectCodesController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('OpenProjectCode', '', 'Opens a project code.')
  open(@AskedBy() asked: Asked, @Body() body: OpenProjectCodeDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('AmendProjectCode', ':projectCode/amendments', "The code's facts, whole, as they hold from now on.")
  amend(@AskedBy() asked: Asked, @Param() path: ProjectCodePath, @Body() body: AmendProjectCodeDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute(
    'CloseProjectCode',
    ':projectCode/closing',
    'Nothing dated after the last day is a cost under the code.',
  )
  close(@AskedBy() asked: Asked, @Param() path: ProjectCodePath, @Body() body: CloseProjectCodeDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }
}
