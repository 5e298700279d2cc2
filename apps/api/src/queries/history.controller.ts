import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { difference, type Difference, history, type History } from '#read-models';

import { Question } from '../http/question.js';
import { DifferenceQueryDto, HistoryQueryDto, voucherIn } from './history.dto.js';

const MOST_LISTED = 200;

/** What has been done in the grant book. */
@ApiTags('History')
@Controller('history')
export class HistoryController {
  constructor(private readonly book: Bidragsbok) {}

  @Question('', 'history', 'Who did what, when and why, command by command in the order of recording.')
  async history(@Query() query: HistoryQueryDto): Promise<History> {
    const { grant, book, projectCode, actor, limit } = query;
    const { first, moment } = await this.book.span(query.from, query.to);
    const most = limit === undefined ? MOST_LISTED : Number.parseInt(limit, 10);
    const asked = { grant, book, projectCode, actor, voucher: voucherIn(query), limit: most, first };
    return history(this.book.archive, asked, moment);
  }

  @Question('difference', 'difference', 'Which figures moved from one moment to another, and what moved them.')
  async difference(@Query() { from, to, grant }: DifferenceQueryDto): Promise<Difference> {
    return difference(this.book.archive, await this.book.moments(from, to), grant);
  }
}
