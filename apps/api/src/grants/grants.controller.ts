import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import { DatedDto } from '../http/dated.dto.js';
import type { Recorded } from '../http/recorded.js';
import { AnnounceGrantDto, AwardDto, GrantPath, GrantPaymentDto, PlanDto, RequisitionDto } from './award.dto.js';

/** The grant itself, from announcement to closing. */
@ApiTags('Grants')
@Controller('grants')
export class GrantsController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('AnnounceGrant', '', 'The funder has announced what the recipient may get.')
  announce(@AskedBy() asked: Asked, @Body() body: AnnounceGrantDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('RequisitionGrant', ':grant/requisition', 'The recipient has asked for the grant.')
  requisition(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: RequisitionDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('AmendRequisition', ':grant/requisition/amendments', 'The requisition, whole, as it stands now.')
  amendRequisition(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: RequisitionDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RegisterPlan', ':grant/plan', 'Who carries out what, as region and municipalities planned it.')
  plan(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: PlanDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('AwardGrant', ':grant/award', 'The funder has decided the grant.')
  award(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: AwardDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('AmendAward', ':grant/award/amendments', 'The funder has decided anew.')
  amendAward(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: AwardDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RecordGrantPayment', ':grant/payments', 'Money of the grant has come in.')
  pay(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: GrantPaymentDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('CloseGrant', ':grant/closing', 'Nothing more is decided on the grant.')
  close(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: DatedDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }
}
