import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { Bidragsbok } from '#intake';

import type { Asked } from './asked.js';
import { Recorded } from './recorded.js';

/** Where every command of the door goes in. */
@Injectable()
export class Commands {
  constructor(private readonly book: Bidragsbok) {}

  /**
   * The command's data are what the path names and the body together; the day that they are of stands in the body too.
   * Refuses with what the command's decider refuses with (docs/errors.md).
   */
  async carryOut({ type, commandId, by }: Asked, ...parts: readonly object[]): Promise<Recorded> {
    const { on, ...data } = Object.assign({}, ...parts) as { readonly on?: string };
    const command = { type, on, by, data };
    // A key that is used again for something else must never be answered with what happened the first time.
    const content = createHash('sha256').update(JSON.stringify(command)).digest('hex').slice(0, 16);
    return new Recorded(await this.book.execute(command, `${commandId}.${content}`));
  }
}
