import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import type { Recorded } from '../http/recorded.js';
import { BookPath } from './book.dto.js';
import { CostLinesDto, PostCostDto, RecordVoucherDto, ReviewCostDto, WithdrawCostDto } from './voucher.dto.js';

/** Vouchers keyed in by hand, and what a person says of the costs in any voucher. */
@ApiTags('Vouchers and costs')
@Controller()
export class VouchersController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('RecordVoucher', 'books/:book/vouchers', 'Keys a voucher in, into a book of kind own.')
  record(@AskedBy() asked: Asked, @Param() path: BookPath, @Body() body: RecordVoucherDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('PostCost', 'costs', 'Posts lines, or shares of them, to a project code.')
  post(@AskedBy() asked: Asked, @Body() body: PostCostDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('WithdrawCost', 'costs/withdrawals', 'Takes a posting back.')
  withdraw(@AskedBy() asked: Asked, @Body() body: WithdrawCostDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('ReviewCost', 'costs/reviews', 'States of which period the lines are, and why.')
  review(@AskedBy() asked: Asked, @Body() body: ReviewCostDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('DisallowCost', 'costs/disallowances', 'The lines do not count as used.')
  disallow(@AskedBy() asked: Asked, @Body() body: CostLinesDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('AllowCost', 'costs/allowances', 'Takes a disallowance back.')
  allow(@AskedBy() asked: Asked, @Body() body: CostLinesDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }
}
