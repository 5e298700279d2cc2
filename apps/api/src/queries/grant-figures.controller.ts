import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { DomainError, LocalDate } from '#kernel';
import {
  allocationTree,
  type AllocationTree,
  bridge,
  type Finding,
  findingsOn,
  grantPosition,
  type GrantPosition,
  grants,
  type Moment,
} from '#read-models';

import { GrantPath } from '../grants/award.dto.js';
import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';

/** What the ledger says of a grant, now or as of any earlier moment. Each refuses with GRANT_NOT_ANNOUNCED. */
@ApiTags('Grants')
@Controller('grants/:grant')
export class GrantFiguresController {
  constructor(private readonly book: Bidragsbok) {}

  @Question('', 'grantPosition', 'The figures of the grant: of the whole, per pot and per purpose area.')
  async position(@Param() { grant }: GrantPath, @Query() { asOf, perDate }: MomentQuery): Promise<GrantPosition> {
    const moment = await this.book.moment(asOf, perDate);
    return (await grantPosition(this.book.models.db, grant, moment)) ?? notAnnounced(grant);
  }

  @Question('tree', 'allocationTree', 'Who got what, allocation by allocation, and what was spent of it.')
  async tree(@Param() { grant }: GrantPath, @Query() { asOf, perDate }: MomentQuery): Promise<AllocationTree> {
    const moment = await this.book.moment(asOf, perDate);
    return (await allocationTree(this.book.models.db, grant, moment)) ?? notAnnounced(grant);
  }

  @Question('bridge', 'bridge', 'From what was announced to what was repaid, each difference with its events.')
  async bridge(@Param() { grant }: GrantPath, @Query() { asOf, perDate }: MomentQuery) {
    const moment = await this.book.moment(asOf, perDate);
    return (await bridge(this.book.models.db, grant, moment)) ?? notAnnounced(grant);
  }

  @Question(
    'findings',
    'findings',
    'What a person should look at: what does not count, is missing, or blocks the return.',
  )
  async findings(
    @Param() { grant }: GrantPath,
    @Query() { asOf, perDate }: MomentQuery,
  ): Promise<Moment & { readonly findings: readonly Finding[] }> {
    const { db } = this.book.models;
    const moment = await this.book.moment(asOf, perDate);
    // A grant that nobody had announced has no findings, which is not the same as having none.
    if (!(await grants(db, moment)).some((row) => row.grant === grant)) notAnnounced(grant);
    const day = await this.book.day(LocalDate.ofInstant(new Date().toISOString()).toString(), asOf);
    return { ...moment, findings: await findingsOn(db, { moment, day }, grant) };
  }
}

function notAnnounced(grant: string): never {
  throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
}
