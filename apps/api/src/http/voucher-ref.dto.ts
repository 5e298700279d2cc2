import { IdentifierField, TextField } from './fields.js';

/** A voucher as the books name it. */
export class VoucherRefDto {
  @IdentifierField()
  readonly book!: string;

  @TextField()
  readonly series!: string;

  @TextField()
  readonly number!: string;
}
