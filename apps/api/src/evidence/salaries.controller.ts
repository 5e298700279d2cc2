import { Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { addSalaries, Bidragsbok, type SalaryReport, savedSalaryMapping } from '#intake';
import { DomainError } from '#kernel';
import { codeIsKnown, type LinkedSalary, salaries } from '#read-models';

import { Question } from '../http/question.js';
import { TakesFile } from '../imports/imports.controller.js';
import { type Upload, Uploaded, withUpload } from '../imports/upload.js';
import { BookPath } from '../ledger/book.dto.js';
import { SalariesQuery, SalaryQuery } from './salary.dto.js';

/** Whose pay the costs are. */
@ApiTags('Evidence')
@Controller()
export class SalariesController {
  constructor(private readonly book: Bidragsbok) {}

  @Question('salaries', 'salaries', 'The lines of grants that are somebody’s pay, with their shares and gaps.')
  async list(@Query() { asOf, perDate, projectCode }: SalariesQuery): Promise<readonly LinkedSalary[]> {
    const moment = await this.book.moment(asOf, perDate);
    const { db } = this.book.models;
    if (projectCode !== undefined && !(await codeIsKnown(db, projectCode, moment))) {
      throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
    }
    return await salaries(db, moment, projectCode);
  }

  /** The body is the file itself, as for an import. */
  @Post('books/:book/salaries')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'addSalaries',
    summary: 'Takes a list of pay, or a payroll file in PAXml, into a book.',
  })
  @TakesFile()
  async add(
    @Uploaded() upload: Upload,
    @Param() { book }: BookPath,
    @Query() query: SalaryQuery,
  ): Promise<SalaryReport> {
    const { mapping: named } = query;
    const mapping = named === undefined ? null : await savedSalaryMapping(this.book, named);
    return withUpload(upload, async (file) => {
      const names = await this.book.vault();
      const dryRun = query.dryRun === 'true';
      return addSalaries({ file, mapping, book, to: this.book, names, by: upload.by, dryRun });
    });
  }
}
