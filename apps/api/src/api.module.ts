import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';

import { Bidragsbok } from '#intake';

import { ErasuresController } from './erasures/erasures.controller.js';
import { PruningsController } from './erasures/prunings.controller.js';
import { CoverageController } from './evidence/coverage.controller.js';
import { DocumentsController } from './evidence/documents.controller.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { SalaryMappingsController } from './evidence/salary-mappings.controller.js';
import { SalariesController } from './evidence/salaries.controller.js';
import { ActsController } from './grants/acts.controller.js';
import { AllocationsController } from './grants/allocations.controller.js';
import { GrantsController } from './grants/grants.controller.js';
import { ProgrammesController } from './grants/programmes.controller.js';
import { ReturnsController } from './grants/returns.controller.js';
import { Commands } from './http/commands.js';
import { ProblemFilter } from './http/problem.filter.js';
import { requestValidation } from './http/request-validation.js';
import { SameSiteGuard } from './http/same-site.guard.js';
import { ImportsController } from './imports/imports.controller.js';
import { FileImports } from './imports/file-imports.js';
import { BooksController } from './ledger/books.controller.js';
import { MappingsController } from './ledger/mappings.controller.js';
import { ProjectCodesController } from './ledger/project-codes.controller.js';
import { VouchersController } from './ledger/vouchers.controller.js';
import { BookFiguresController } from './queries/book-figures.controller.js';
import { GrantFiguresController } from './queries/grant-figures.controller.js';
import { GrantRegisterController } from './queries/grant-register.controller.js';
import { HealthController } from './queries/health.controller.js';
import { HistoryController } from './queries/history.controller.js';
import { LedgerFiguresController } from './queries/ledger-figures.controller.js';
import { ProofsController } from './queries/proofs.controller.js';
import { LineageController } from './underlay/lineage.controller.js';
import { UnderlayController } from './underlay/underlay.controller.js';

/** Every controller of the door. */
export const controllers = [
  ProgrammesController,
  GrantsController,
  GrantRegisterController,
  GrantFiguresController,
  AllocationsController,
  ReturnsController,
  UnderlayController,
  LineageController,
  ActsController,
  ErasuresController,
  PruningsController,
  BooksController,
  MappingsController,
  ProjectCodesController,
  VouchersController,
  CoverageController,
  DocumentsController,
  EvidenceController,
  SalariesController,
  SalaryMappingsController,
  ImportsController,
  LedgerFiguresController,
  BookFiguresController,
  HistoryController,
  ProofsController,
  HealthController,
];

/** The whole wiring, guard, pipe and filter included, over a book that is open; it is closed with the door. */
@Module({
  controllers,
  providers: [
    Commands,
    FileImports,
    { provide: APP_GUARD, useClass: SameSiteGuard },
    { provide: APP_PIPE, useFactory: requestValidation },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
})
export class ApiModule implements OnApplicationShutdown {
  constructor(@Inject(Bidragsbok) private readonly book: Bidragsbok) {}

  static over(book: Bidragsbok): DynamicModule {
    return { module: ApiModule, providers: [{ provide: Bidragsbok, useValue: book }] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.book.close();
  }
}
