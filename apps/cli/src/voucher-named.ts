import { DomainError } from '#kernel';
import type { VoucherName } from '#ledger';

/** The voucher that book, series and number name together; none where neither series nor number is told. */
export function voucherNamed({ book, series, number }: Partial<VoucherName>): VoucherName | undefined {
  if (series === undefined && number === undefined) return undefined;
  if (book !== undefined && series !== undefined && number !== undefined) return { book, series, number };
  throw new DomainError('CALL_MALFORMED', { fault: 'en verifikation anges med --book, --series och --number' });
}
