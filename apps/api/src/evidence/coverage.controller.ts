import { applyDecorators, Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';

import { Bidragsbok, type EvidenceMatched, type LinkedByName } from '#intake';
import { DomainError } from '#kernel';
import { codeIsKnown, evidenceCoverage, type EvidenceCoverage, type LineSupports, lineSupports } from '#read-models';

import { callerOf } from '../http/asked.js';
import { ActorHeaders, Refuses } from '../http/command-route.js';
import { Question } from '../http/question.js';
import { FileImports } from '../imports/file-imports.js';
import { CoverageQuery, LineQuery, MatchQuery } from './coverage.dto.js';

/** A route that links what was found, and answers with what was. */
const Matches = () =>
  applyDecorators(
    ActorHeaders(),
    ApiOkResponse({ description: 'What was linked, what is asked, and what is proved.', schema: { type: 'object' } }),
    Refuses({ 400: 'The request cannot be read.', 409: 'Others never stop changing the same vouchers.' }),
  );

/** How much of the costs is proved, and by what. */
@ApiTags('Evidence')
@Controller('evidence')
export class CoverageController {
  constructor(
    private readonly book: Bidragsbok,
    private readonly files: FileImports,
  ) {}

  @Question('coverage', 'evidenceCoverage', 'How much of the costs is proved, what is missing, and whose turn it is.')
  async coverage(@Query() query: CoverageQuery): Promise<EvidenceCoverage> {
    const { asOf, perDate, grant, projectCode, unit, supplier: counterparty, turn } = query;
    const moment = await this.book.moment(asOf, perDate);
    const { db } = this.book.models;
    if (projectCode !== undefined && !(await codeIsKnown(db, projectCode, moment))) {
      throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
    }
    return evidenceCoverage(db, { grant, projectCode, unit, counterparty, turn }, moment);
  }

  @Question('supports', 'lineSupports', 'What supports a line, and how much of its cost that proves.')
  async supports(@Query() query: LineQuery): Promise<LineSupports> {
    const { book, series, number, line } = query;
    const moment = await this.book.moment(query.asOf, query.perDate);
    return lineSupports(this.book.models.db, { book, series, number, line: Number.parseInt(line, 10) }, moment);
  }

  /** Without a body: everything that is there is held against each other. */
  @Post('match')
  @HttpCode(200)
  @ApiOperation({ operationId: 'matchEvidence', summary: 'Links what leaves no doubt, and asks about the rest.' })
  @Matches()
  match(@Req() request: Request, @Query() query: MatchQuery): Promise<EvidenceMatched | LinkedByName> {
    const by = callerOf(request);
    const byFileName = query.byFileName === 'true' ? by : null;
    return this.files.have({ does: 'match-evidence', dryRun: query.dryRun === 'true', byFileName });
  }
}
