import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { type Lineage, trace, type TraceAsked } from '#read-models';
import type { Run } from '#work';

import { Question } from '../http/question.js';
import { malformed } from '../http/request-validation.js';
import { RunsQuery, TraceQuery, voucherOf } from './underlay.dto.js';

const ONE = 'Ange ett av voucher, allocation, recipient, payment och grant.';

/** The way of kronor, and what is built of grants. */
@ApiTags('Underlay')
@Controller()
export class LineageController {
  constructor(private readonly book: Bidragsbok) {}

  @Question('trace', 'trace', 'Where a krona came from, and what it paid for.')
  async trace(@Query() query: TraceQuery): Promise<Lineage> {
    const asked = askedIn(query);
    return trace(this.book.models.db, asked, await this.book.moment(query.asOf, query.perDate));
  }

  /** They stand outside the log, and so at no position. */
  @Question('runs', 'runs', 'What is built of the grants and was: how far it has come, and what it came to.')
  async runs(@Query() { grant }: RunsQuery): Promise<{ readonly runs: readonly Run[] }> {
    return { runs: await (await this.book.runs()).list(grant) };
  }
}

function askedIn({ voucher, line, allocation, recipient, payment, grant }: TraceQuery): TraceAsked {
  const asked: TraceAsked[] = [];
  const number = (text: string | undefined) => (text === undefined ? undefined : Number.parseInt(text, 10));
  if (voucher !== undefined) asked.push({ voucher: voucherOf('voucher', voucher), line: number(line) });
  if (allocation !== undefined) asked.push({ allocation });
  if (recipient !== undefined) asked.push({ recipient });
  if (payment !== undefined) asked.push({ payment: Number.parseInt(payment, 10) });
  if (grant !== undefined) asked.push({ grant });
  const [one, ...more] = asked;
  if (one === undefined || more.length > 0) throw malformed([{ field: 'voucher', expected: ONE }]);
  return one;
}
