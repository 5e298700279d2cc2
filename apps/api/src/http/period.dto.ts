import { DateField } from './fields.js';

/** First and last day, both included. */
export class PeriodDto {
  @DateField()
  readonly from!: string;

  @DateField()
  readonly to!: string;
}
