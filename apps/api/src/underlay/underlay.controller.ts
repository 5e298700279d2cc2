import { applyDecorators, Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Bidragsbok, closingLines, holdError, originalsOf } from '#intake';
import { DomainError } from '#kernel';
import { type Moment, underlayDemands, type UnderlayDemands } from '#read-models';
import { buildPackage, buildReturn, drawSample, returnAt, returnShown, type Sample } from '#underlay';

import { GrantPath } from '../grants/award.dto.js';
import { Refuses } from '../http/command-route.js';
import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';
import { handOutBuilt } from './built-file.js';
import { drawnBy, PackageQuery, ReturnFileQuery, SampleQuery, voucherOf } from './underlay.dto.js';

/** GET of a path answers with a file to be saved, whose digest stands in `Repr-Digest`. */
const FileOut = (path: string, name: string, summary: string): MethodDecorator =>
  applyDecorators(
    Get(path),
    ApiOperation({ operationId: name, summary }),
    ApiProduces('application/octet-stream'),
    ApiOkResponse({ description: 'The file, to be saved.', schema: { type: 'string', format: 'binary' } }),
    Refuses({
      400: 'The request cannot be read.',
      404: 'What it speaks of was not there at that moment.',
      409: 'A build of the grant is under way.',
      422: 'A rule refuses it.',
      500: 'The log is not what was signed, or an original is damaged.',
    }),
  );

/** What is handed over to those who examine a grant. Nothing here records anything. */
@ApiTags('Underlay')
@Controller('grants/:grant')
export class UnderlayController {
  constructor(private readonly book: Bidragsbok) {}

  @FileOut('underlay/package', 'underlayPackage', 'One ZIP that answers a demand and proves itself.')
  async package(@Param() { grant }: GrantPath, @Query() query: PackageQuery, @Res() response: Response): Promise<void> {
    const { form = 'authority', projectCode, from, to, vouchers, sample } = query;
    const moment = await this.handedOutAt(query);
    const asked = {
      ...{ grant, form, projectCode, from, to, moment, isHandedOut: true },
      vouchers: vouchers?.split(',').map((name) => voucherOf('vouchers', name)),
      sample: sample === undefined ? undefined : drawnBy(sample, query),
      originals: await originalsOf(this.book),
      committed: await closingLines(this.book, grant, moment),
    };
    await handOutBuilt(response, `underlag-${grant}.zip`, async (path) => {
      const { result } = await buildPackage(this.book, path, asked);
      return result.files[0];
    });
  }

  @Question('underlay/sample', 'underlaySample', 'A sample of the costs, the same each time that it is drawn.')
  async sample(@Param() { grant }: GrantPath, @Query() query: SampleQuery): Promise<Sample> {
    const { asOf, perDate, projectCode, from, to, sample } = query;
    const moment = await this.book.moment(asOf, perDate);
    return drawSample(this.book, { grant, projectCode, from, to, ...drawnBy(sample, query) }, moment);
  }

  @Question('underlay/demands', 'underlayDemands', 'What the funder has demanded, and what was handed over.')
  async demands(
    @Param() { grant }: GrantPath,
    @Query() { asOf, perDate }: MomentQuery,
  ): Promise<Moment & UnderlayDemands> {
    const moment = await this.book.moment(asOf, perDate);
    const found = await underlayDemands(this.book.models.db, grant, moment);
    if (found === undefined) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
    return { ...moment, ...found };
  }

  @Question('return', 'grantReturn', 'The return as it would be sent, with its checks and what is to be repaid.')
  async return(@Param() { grant }: GrantPath, @Query() { asOf, perDate }: MomentQuery) {
    return returnShown(await returnAt(this.book, grant, await this.book.moment(asOf, perDate)));
  }

  @FileOut('return/file', 'grantReturnFile', 'The return as a file: the same moment gives the same bytes.')
  async returnFile(
    @Param() { grant }: GrantPath,
    @Query() query: ReturnFileQuery,
    @Res() response: Response,
  ): Promise<void> {
    const moment = await this.handedOutAt(query);
    const { root, checkpoint } = await this.book.attestation(moment.position);
    const made = { found: await returnAt(this.book, grant, moment), draft: null, checkpoint };
    await handOutBuilt(response, `aterrapport-${grant}.${query.format}`, async (out) => {
      const { result } = await buildReturn(this.book, { made, moment, root: root ?? '', out, isHandedOut: true });
      return result.files[0];
    });
  }

  /** A log that is not what was signed is looked at, and not handed out. */
  private async handedOutAt({ asOf, perDate }: MomentQuery): Promise<Moment> {
    const hold = await this.book.hold();
    if (hold !== null) throw holdError(hold);
    return this.book.moment(asOf, perDate);
  }
}
