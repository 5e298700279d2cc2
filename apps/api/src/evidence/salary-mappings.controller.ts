import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { DomainError } from '#kernel';
import { type Moment, salaryMappings } from '#read-models';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';
import type { Recorded } from '../http/recorded.js';
import { MappingPath } from '../ledger/mapping.dto.js';
import { SaveSalaryMappingDto } from './salary-mapping.dto.js';

type Rows = Awaited<ReturnType<typeof salaryMappings>>;

/** How lists of pay are read: saved, listed, shown. */
@ApiTags('Evidence')
@Controller('salary-mappings')
export class SalaryMappingsController {
  constructor(
    private readonly commands: Commands,
    private readonly book: Bidragsbok,
  ) {}

  @CommandRoute('SaveSalaryMapping', '', 'Saves the mapping of a list of pay, whole.')
  save(@AskedBy() asked: Asked, @Body() body: SaveSalaryMappingDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @Question('', 'salaryMappings', 'The mappings of lists of pay, by name.')
  async list(@Query() { asOf, perDate }: MomentQuery): Promise<Moment & { readonly mappings: Rows }> {
    const moment = await this.book.moment(asOf, perDate);
    return { ...moment, mappings: await salaryMappings(this.book.models.db, moment) };
  }

  /** Refuses with SALARY_MAPPING_UNKNOWN. */
  @Question(':mapping', 'salaryMapping', 'One mapping of a list of pay, whole.')
  async show(@Param() { mapping }: MappingPath, @Query() { asOf, perDate }: MomentQuery): Promise<Rows[number]> {
    const moment = await this.book.moment(asOf, perDate);
    const [found] = await salaryMappings(this.book.models.db, moment, mapping);
    if (found === undefined) throw new DomainError('SALARY_MAPPING_UNKNOWN', { mapping });
    return found;
  }
}
