import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok, reconcile, type Reconciliation } from '#intake';
import {
  type BookChart,
  books,
  chart,
  chartGaps,
  type ChartGaps,
  grantAccounts,
  type GrantAccounts,
  unknownBook,
} from '#read-models';

import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';
import { BookPath } from '../ledger/book.dto.js';

/** What a book says of its accounts and of its files, now or as of any earlier moment. Each refuses with BOOK_UNKNOWN and FIGURES_PRUNED. */
@ApiTags('Books')
@Controller('books/:book')
export class BookFiguresController {
  constructor(private readonly book: Bidragsbok) {}

  @Question('chart', 'chart', 'The accounts with their roles, and what says each.')
  async chart(@Param() { book }: BookPath, @Query() { asOf, perDate }: MomentQuery): Promise<BookChart> {
    const moment = await this.book.moment(asOf, perDate);
    return (await chart(this.book.models.db, book, moment)) ?? (await unknownBook(this.book.models.db, book));
  }

  @Question('chart/gaps', 'chartGaps', 'The accounts without a role, with the lines on them.')
  async gaps(@Param() { book }: BookPath, @Query() { asOf, perDate }: MomentQuery): Promise<ChartGaps> {
    const moment = await this.book.moment(asOf, perDate);
    return (await chartGaps(this.book.models.db, book, moment)) ?? (await unknownBook(this.book.models.db, book));
  }

  @Question(
    'grant-accounts',
    'grantAccounts',
    'Grants received and not yet earned: balances, movements, lines without a code.',
  )
  async grantAccounts(@Param() { book }: BookPath, @Query() { asOf, perDate }: MomentQuery): Promise<GrantAccounts> {
    const { db } = this.book.models;
    const moment = await this.book.moment(asOf, perDate);
    if (!(await books(db, moment)).some((one) => one.book === book)) await unknownBook(db, book);
    return await grantAccounts(db, moment, book);
  }

  @Question('reconciliation', 'reconciliation', 'Whether the ledger holds what the files of the book say, and why not.')
  async reconciliation(@Param() { book }: BookPath, @Query() { asOf, perDate }: MomentQuery): Promise<Reconciliation> {
    return reconcile(this.book, { book, moment: await this.book.moment(asOf, perDate) });
  }
}
