import { DateField } from './fields.js';

/** What every command may say beside its data. */
export class DatedDto {
  @DateField({ optional: true, description: 'The day that the facts are of, where it is not the day of recording.' })
  readonly on?: string;
}
