import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { DomainError } from '#kernel';
import { balance, type Balance, codeIsKnown, extract, type Extract, type Moment } from '#read-models';

import { MomentQuery } from '../http/moment.dto.js';
import { ProjectCodePath } from '../ledger/project-code.dto.js';
import { Question } from '../http/question.js';

/** What is booked under a project code, now or as of any earlier moment. Each refuses with PROJECT_CODE_NOT_OPENED. */
@ApiTags('Project codes')
@Controller('project-codes/:projectCode')
export class LedgerFiguresController {
  constructor(private readonly book: Bidragsbok) {}

  @Question('extract', 'extract', 'Every line that the code matches, with running balance.')
  async extract(@Param() { projectCode }: ProjectCodePath, @Query() query: MomentQuery): Promise<Extract> {
    return await extract(this.book.models.db, projectCode, await this.momentOf(projectCode, query));
  }

  @Question('balance', 'balance', 'The balance per account, and per account and month.')
  async balance(@Param() { projectCode }: ProjectCodePath, @Query() query: MomentQuery): Promise<Balance> {
    return await balance(this.book.models.db, projectCode, await this.momentOf(projectCode, query));
  }

  private async momentOf(projectCode: string, { asOf, perDate }: MomentQuery): Promise<Moment> {
    const moment = await this.book.moment(asOf, perDate);
    if (await codeIsKnown(this.book.models.db, projectCode, moment)) return moment;
    throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
  }
}
