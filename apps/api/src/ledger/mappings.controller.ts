import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { DomainError } from '#kernel';
import { type MappingRow, mappings, type Moment } from '#read-models';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';
import type { Recorded } from '../http/recorded.js';
import { MappingPath, SaveMappingDto } from './mapping.dto.js';

/** How exported ledgers are read: saved, listed, shown. */
@ApiTags('Mappings')
@Controller('mappings')
export class MappingsController {
  constructor(
    private readonly commands: Commands,
    private readonly book: Bidragsbok,
  ) {}

  @CommandRoute('SaveMapping', '', 'Saves a column mapping, whole; one that is there already is not saved again.')
  save(@AskedBy() asked: Asked, @Body() body: SaveMappingDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @Question('', 'mappings', 'The column mappings, by name.')
  async list(@Query() { asOf, perDate }: MomentQuery): Promise<Moment & { readonly mappings: readonly MappingRow[] }> {
    const moment = await this.book.moment(asOf, perDate);
    return { ...moment, mappings: await mappings(this.book.models.db, moment) };
  }

  /** Refuses with MAPPING_UNKNOWN. */
  @Question(':mapping', 'mapping', 'One column mapping, whole.')
  async show(@Param() { mapping }: MappingPath, @Query() { asOf, perDate }: MomentQuery): Promise<MappingRow> {
    const moment = await this.book.moment(asOf, perDate);
    const [found] = await mappings(this.book.models.db, moment, mapping);
    if (found === undefined) throw new DomainError('MAPPING_UNKNOWN', { mapping });
    return found;
  }
}
