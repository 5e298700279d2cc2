import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import type { Recorded } from '../http/recorded.js';
import { AmendBookDto, BookPath, LockPeriodDto, OpenBookDto, RegisterChartDto, ReopenPeriodDto } from './book.dto.js';

/** The books that vouchers stand in: one ERP ledger of one financial year each. */
@ApiTags('Books')
@Controller('books')
export class BooksController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('OpenBook', '', 'Opens a book.')
  open(@AskedBy() asked: Asked, @Body() body: OpenBookDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('AmendBook', ':book/amendments', "The book's facts, whole, as they hold from now on.")
  amend(@AskedBy() asked: Asked, @Param() path: BookPath, @Body() body: AmendBookDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RegisterChart', ':book/chart', 'Names accounts, and gives some a role of their own.')
  registerChart(@AskedBy() asked: Asked, @Param() path: BookPath, @Body() body: RegisterChartDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('LockPeriod', ':book/locks', 'Locks everything up to and including a day.')
  lock(@AskedBy() asked: Asked, @Param() path: BookPath, @Body() body: LockPeriodDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('ReopenPeriod', ':book/reopenings', 'Moves the lock back.')
  reopen(@AskedBy() asked: Asked, @Param() path: BookPath, @Body() body: ReopenPeriodDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }
}
