import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { type KnownBuild, knownBuilds, unlikeBuild } from '#underlay';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import type { Recorded } from '../http/recorded.js';
import { GrantPath } from './award.dto.js';
import {
  AmendReturnDto,
  AssessRepaymentDto,
  ClaimRepaymentDto,
  FindingPath,
  RepaymentPath,
  RepaymentPaymentDto,
  SubmitReturnDto,
  UnderlayDeliveryDto,
  UnderlayDemandDto,
  WaiveFindingDto,
  WaiveRepaymentDto,
} from './return.dto.js';

/** Whether a package that was handed over was built here, as far as is remembered, and in which fields it is not what was built. */
interface DeliveryBuilt {
  readonly build: KnownBuild | null;
  readonly unlike: readonly string[];
}

/** The return to the funder and what is to be paid back. Returns, assessments and waivers wait for a second person. */
@ApiTags('Returns and repayments')
@Controller('grants/:grant')
export class ReturnsController {
  constructor(
    private readonly commands: Commands,
    private readonly book: Bidragsbok,
  ) {}

  @CommandRoute('SubmitReturn', 'returns', 'Proposes the return; a second person confirms the act.')
  submit(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: SubmitReturnDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('AmendReturn', 'returns/amendments', 'Proposes an amended return; a second person confirms the act.')
  amend(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: AmendReturnDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('AssessRepayment', 'repayments/assessments', 'Proposes what is to be paid back, by our own assessment.')
  assess(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: AssessRepaymentDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('ClaimRepayment', 'repayments/:repayment/claim', 'The funder has claimed money back.')
  claim(@AskedBy() asked: Asked, @Param() path: RepaymentPath, @Body() body: ClaimRepaymentDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('WaiveRepayment', 'repayments/:repayment/waiver', 'Proposes that a claim was waived.')
  waive(@AskedBy() asked: Asked, @Param() path: RepaymentPath, @Body() body: WaiveRepaymentDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RecordRepaymentPayment', 'repayments/:repayment/payment', 'Money was paid back to the funder.')
  pay(@AskedBy() asked: Asked, @Param() path: RepaymentPath, @Body() body: RepaymentPaymentDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RecordUnderlayDemand', 'underlay/demands', 'The funder has demanded the underlay of costs.')
  demand(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: UnderlayDemandDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RecordUnderlayDelivery', 'underlay/deliveries', 'A package of underlay was handed over.')
  async deliver(
    @AskedBy() asked: Asked,
    @Param() path: GrantPath,
    @Body() body: UnderlayDeliveryDto,
  ): Promise<Recorded & DeliveryBuilt> {
    const recorded = await this.commands.carryOut(asked, path, body);
    const build = (await knownBuilds(await this.book.runs())).get(body.package) ?? null;
    const unlike = build === null ? [] : unlikeBuild({ ...path, ...body }, build);
    return Object.assign(recorded, { build, unlike });
  }

  @CommandRoute('WaiveFinding', 'findings/:finding/waiver', 'Proposes that a finding be let be, as it stands.')
  waiveFinding(@AskedBy() asked: Asked, @Param() path: FindingPath, @Body() body: WaiveFindingDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }
}
