import { applyDecorators, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Bidragsbok, type ImportReport } from '#intake';
import { type ImportRow, imports } from '#read-models';

import { ActorHeaders, Refuses } from '../http/command-route.js';
import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';
import { BookPath } from '../ledger/book.dto.js';
import { ImportQuery, LedgerImportQuery } from './import.dto.js';
import { FileImports } from './file-imports.js';
import { type Upload, Uploaded, withUpload } from './upload.js';

/** A route whose body is a file, and whose answer says what became of it. */
export const TakesFile = () =>
  applyDecorators(
    ApiConsumes('application/octet-stream'),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
    ActorHeaders(),
    ApiHeader({ name: 'X-File-Name', required: false, description: 'What the file is called, percent-encoded.' }),
    ApiOkResponse({ description: 'What was read and what became of it.', schema: { type: 'object' } }),
    Refuses({
      400: 'The request cannot be read.',
      404: 'There is no such book, or no such mapping.',
      413: 'The file is too large.',
      415: 'The body is no application/octet-stream.',
      422: 'The file is not taken in.',
      503: 'Not possible just now.',
    }),
  );

/** Files that the books are taken in from. */
@ApiTags('Imports')
@Controller()
export class ImportsController {
  constructor(
    private readonly book: Bidragsbok,
    private readonly files: FileImports,
  ) {}

  @Question('imports', 'imports', 'The files that were taken in, in the order of their start.')
  async list(@Query() { asOf, perDate }: MomentQuery): Promise<readonly ImportRow[]> {
    return await imports(this.book.models.db, await this.book.moment(asOf, perDate));
  }

  /** The body is the file itself: `curl --data-binary @2026.se -H 'Content-Type: application/octet-stream'`. */
  @Post('books/:book/imports/sie')
  @HttpCode(200)
  @ApiOperation({ operationId: 'importSie', summary: 'Takes a SIE 4 file into a book, voucher by voucher.' })
  @TakesFile()
  sie(@Uploaded() upload: Upload, @Param() { book }: BookPath, @Query() query: ImportQuery): Promise<ImportReport> {
    return withUpload(upload, (file) => this.files.run({ file, book, ...orderOf(upload, query) }));
  }

  /** The body is the file itself, as for SIE. */
  @Post('books/:book/imports/ledger')
  @HttpCode(200)
  @ApiOperation({ operationId: 'importLedger', summary: 'Takes a ledger exported as CSV or XLSX into a book.' })
  @TakesFile()
  ledger(
    @Uploaded() upload: Upload,
    @Param() { book }: BookPath,
    @Query() query: LedgerImportQuery,
  ): Promise<ImportReport> {
    const { mapping } = query;
    return withUpload(upload, (file) => this.files.run({ file, book, ...orderOf(upload, query) }, mapping));
  }
}

function orderOf({ by, fileName }: Upload, query: ImportQuery) {
  return {
    ...{ by, fileName, scope: query.scope, dryRun: query.dryRun === 'true' },
    acceptChanges: query.acceptChanges === 'true',
    acceptOrganisation: query.acceptOrganisation === 'true',
    acceptOlder: query.acceptOlder === 'true',
    acceptTotals: query.acceptTotals === 'true',
  };
}
