import type { VoucherName } from '#ledger';

import { IdentifierField, TextField } from '../http/fields.js';
import { malformed } from '../http/request-validation.js';

const FROM = 'The first position (12), or recorded from an instant or a day on.';
const TO = 'As the log was: a position (12), an instant (2026-12-31T12:00:00Z) or the end of a day (2026-12-31).';
const SUBJECT = /^(?:person-|system:)[a-z0-9-]{1,60}$/;
const NOT_VOUCHER = 'En verifikation anges med book, series och number.';

/** Which part of the history; what is named must all be met. */
export class HistoryQueryDto {
  @IdentifierField({ optional: true })
  readonly grant?: string;

  @IdentifierField({ optional: true })
  readonly book?: string;

  @IdentifierField({ optional: true })
  readonly projectCode?: string;

  @TextField({ optional: true, max: 40, description: 'With book and number: one voucher alone.' })
  readonly series?: string;

  @TextField({ optional: true, max: 60, description: 'With book and series: one voucher alone.' })
  readonly number?: string;

  @TextField({ optional: true, max: 40, description: FROM })
  readonly from?: string;

  @TextField({ optional: true, max: 40, description: TO })
  readonly to?: string;

  @TextField({ optional: true, pattern: SUBJECT, description: 'Who did it.' })
  readonly actor?: string;

  @TextField({ optional: true, pattern: /^[1-9]\d{0,4}$/, description: 'At most so many, the latest ones; else 200.' })
  readonly limit?: string;
}

/** Two moments, the later one now where it is left out, and of one grant where it is named. */
export class DifferenceQueryDto {
  @TextField({ max: 40, description: TO })
  readonly from!: string;

  @TextField({ optional: true, max: 40, description: TO })
  readonly to?: string;

  @IdentifierField({ optional: true })
  readonly grant?: string;
}

/** The voucher that the query names, if any. Refuses with REQUEST_MALFORMED where it names a part of one. */
export function voucherIn({ book, series, number }: HistoryQueryDto): VoucherName | undefined {
  if (series === undefined && number === undefined) return undefined;
  if (book !== undefined && series !== undefined && number !== undefined) return { book, series, number };
  throw malformed([{ field: series === undefined ? 'series' : 'number', expected: NOT_VOUCHER }]);
}
