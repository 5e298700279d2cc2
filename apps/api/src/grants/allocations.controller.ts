import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import type { Recorded } from '../http/recorded.js';
import {
  AllocateFundsDto,
  AllocationPath,
  DecideAllocationsDto,
  ProviderRepaymentDto,
  RedistributeFundsDto,
  ReduceAllocationDto,
  ReportProviderDto,
} from './allocation.dto.js';
import { GrantPath } from './award.dto.js';

/** Who gets what of the grant, and what those outside the organisation say of it. */
@ApiTags('Allocations')
@Controller('grants/:grant')
export class AllocationsController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('AllocateFunds', 'allocations', 'Allocates funds, or passes a part of an allocation on.')
  allocate(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: AllocateFundsDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('DecideAllocations', 'allocations/decisions', 'Decides allocations that were proposed.')
  decide(@AskedBy() asked: Asked, @Param() path: GrantPath, @Body() body: DecideAllocationsDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RedistributeFunds', 'redistributions', 'Moves money between allocations of one pot.')
  redistribute(
    @AskedBy() asked: Asked,
    @Param() path: GrantPath,
    @Body() body: RedistributeFundsDto,
  ): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('ReduceAllocation', 'allocations/:allocation/reductions', 'Takes money of an allocation back.')
  reduce(@AskedBy() asked: Asked, @Param() path: AllocationPath, @Body() body: ReduceAllocationDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('ReportProvider', 'allocations/:allocation/reports', 'What a provider has used in all, by its report.')
  report(@AskedBy() asked: Asked, @Param() path: AllocationPath, @Body() body: ReportProviderDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RecordProviderRepayment', 'allocations/:allocation/repayments', 'A provider has paid money back.')
  repay(@AskedBy() asked: Asked, @Param() path: AllocationPath, @Body() body: ProviderRepaymentDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }
}
