import { createHash } from 'node:crypto';

import type { Cell } from './rows.js';

/** SHA-256 over the rows of every table, the same for equal rows whichever engine keeps them. */
export class RowsDigest {
  private readonly digest = createHash('sha256');

  /** The rows that follow are of this table. */
  table(name: string): void {
    this.digest.update(`${name}\n`);
  }

  /** One more row, in the order of the primary key. */
  row(cells: readonly Cell[]): void {
    this.digest.update(`${JSON.stringify(cells)}\n`);
  }

  /** In hex. */
  end(): string {
    return this.digest.digest('hex');
  }
}
