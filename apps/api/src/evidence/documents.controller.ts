import { randomUUID } from 'node:crypto';

import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { type AddedEvidence, Bidragsbok, type DocumentTexts, documentTexts, keptOriginal } from '#intake';
import { type DocumentKind, DomainError } from '#kernel';
import { type DocumentRow, documents, type Moment } from '#read-models';

import { Refuses } from '../http/command-route.js';
import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';
import { FileImports } from '../imports/file-imports.js';
import { TakesFile } from '../imports/imports.controller.js';
import { type Upload, Uploaded, withUpload } from '../imports/upload.js';
import { AddDocumentsQuery, DocumentPath, DocumentsQuery } from './document.dto.js';
import { handOut } from './handed-out.js';
import { nothingTakenIn } from './nothing-taken-in.js';

const MOST_LISTED = 200;

/** A document as the door shows it: what is private beside what is recorded, null once it is erased. */
type ShownDocument = DocumentRow & { readonly private: DocumentTexts | undefined };

/** Originals, in and out. */
@ApiTags('Evidence')
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly book: Bidragsbok,
    private readonly files: FileImports,
  ) {}

  /** The body is the file itself, as for an import; a ZIP is answered file by file. */
  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'addDocuments', summary: 'Takes in an original, or those in a ZIP, as evidence.' })
  @TakesFile()
  add(@Uploaded('') upload: Upload, @Query() query: AddDocumentsQuery): Promise<AddedEvidence> {
    const { kind, namesPatients } = query;
    const said = {
      kind: kind as DocumentKind | undefined,
      namesPatients: namesPatients === undefined ? undefined : namesPatients === 'true',
      dryRun: query.dryRun === 'true',
    };
    return withUpload(upload, async (path) => {
      const { by, fileName } = upload;
      const asked = { path, fileName, by, id: `evidence-${randomUUID()}`, ...said };
      const added = await this.files.have({ does: 'add-evidence', asked });
      const [refused] = added.refused;
      if (refused !== undefined && added.documents.length === 0) throw nothingTakenIn(refused, added);
      return added;
    });
  }

  /** In pages: `next` is what to ask for after this one. */
  @Question('', 'documents', 'The originals in the order that they came, with what they say.')
  async list(@Query() query: DocumentsQuery) {
    const { asOf, perDate, kind, after = '0', limit = String(MOST_LISTED) } = query;
    const moment = await this.book.moment(asOf, perDate);
    const all = (await documents(this.book.models.db, moment)).filter(
      (row) => row.position > Number.parseInt(after, 10) && (kind === undefined || row.kind === kind),
    );
    const page = all.slice(0, Number.parseInt(limit, 10));
    const next = page.length < all.length ? (page.at(-1)?.position ?? null) : null;
    return { ...moment, documents: await this.shown(page), next };
  }

  @Question(':document', 'document', 'What an original is, what it says, and what does not agree in it.')
  async one(
    @Param() { document }: DocumentPath,
    @Query() { asOf, perDate }: MomentQuery,
  ): Promise<Moment & { readonly document: ShownDocument | undefined }> {
    const moment = await this.book.moment(asOf, perDate);
    const rows = await documents(this.book.models.db, moment, document);
    if (rows.length === 0) throw new DomainError('DOCUMENT_UNKNOWN', { document });
    const [shown] = await this.shown(rows);
    return { ...moment, document: shown };
  }

  @Get(':document/content')
  @ApiOperation({ operationId: 'documentContent', summary: 'The original itself, byte for byte as it came in.' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ description: 'The file, to be saved.', schema: { type: 'string', format: 'binary' } })
  @Refuses({
    404: 'There is no such document.',
    422: 'It was erased by a decision.',
    500: 'It is damaged, or missing.',
  })
  async content(@Param() { document }: DocumentPath, @Res() response: Response): Promise<void> {
    await handOut(await keptOriginal(this.book, document), document, response);
  }

  private async shown(rows: readonly DocumentRow[]): Promise<readonly ShownDocument[]> {
    const texts = await documentTexts(this.book, rows);
    return rows.map((row) => ({ ...row, private: texts.get(row.document) }));
  }
}
