import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Bidragsbok } from '#intake';
import { LocalDate } from '#kernel';
import { grantRegister, type GrantRegister } from '#read-models';

import { MomentQuery } from '../http/moment.dto.js';
import { Question } from '../http/question.js';

/** All the grants of the organisation. */
@ApiTags('Grants')
@Controller('grants')
export class GrantRegisterController {
  constructor(private readonly book: Bidragsbok) {}

  @Question(
    '',
    'grants',
    'Every grant with its state, figures, deadlines and open findings; the nearest deadline first.',
  )
  async list(@Query() { asOf, perDate }: MomentQuery): Promise<GrantRegister> {
    const moment = await this.book.moment(asOf, perDate);
    const today = LocalDate.ofInstant(new Date().toISOString()).toString();
    return await grantRegister(this.book.models.db, moment, await this.book.day(today, asOf));
  }
}
