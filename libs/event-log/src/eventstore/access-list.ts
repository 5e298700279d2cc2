import { z } from 'zod';

import { eventsIn, Requests } from './requests.js';
import { type Patience, untilKnown } from './retrying.js';
import { storeId } from './stored-envelope.js';
import { Wire } from './wire.js';

/** Who may do what with the streams of a store; names of users or groups. */
export interface StoreAccess {
  /** Append and read. */
  readonly applications: readonly string[];
  /** Read alone, such as a projector or an auditor. */
  readonly readers: readonly string[];
}

const ADMINS = '$admins';
const SETTINGS = '$settings';
/** The metadata of `$all`: who may read the whole log. */
const WHOLE_LOG = '$$$all';
const metadataSchema = z.looseObject({ $acl: z.looseObject({}).default({}) });

/**
 * Sets, as an administrator of the store, who may append and who may read. Nobody but an administrator may delete a stream, and
 * nobody else may write a stream's metadata, by which it would be truncated. Running it again changes nothing. Refuses with
 * EVENT_STORE_ADDRESS_MALFORMED, EVENT_STORE_DENIED and EVENT_STORE_UNREACHABLE. An insecure node keeps the lists and asks
 * nobody.
 */
export async function setUpAccess(
  administrator: string,
  { applications, readers }: StoreAccess,
  patience: Patience = { deadlineMs: 5000, patienceMs: 30_000 },
): Promise<void> {
  const wire = await Wire.open(administrator);
  const lists = new Lists(wire, patience);
  const all = [ADMINS, ...applications, ...readers];
  const nobodyElse = { $d: ADMINS, $mr: all, $mw: ADMINS };
  try {
    await lists.put(SETTINGS, 'update-default-acl', () => ({
      $userStreamAcl: { $r: all, $w: [ADMINS, ...applications], ...nobodyElse },
      $systemStreamAcl: { $r: ADMINS, $w: ADMINS, $d: ADMINS, $mr: ADMINS, $mw: ADMINS },
    }));
    await lists.put(WHOLE_LOG, '$metadata', (before) => {
      const metadata = metadataSchema.parse(before);
      return { ...metadata, $acl: { ...metadata.$acl, $r: all } };
    });
  } finally {
    wire.close();
  }
}

/** Streams of which the last event is what holds. */
class Lists {
  private readonly requests: Requests;
  private readonly signal = new AbortController().signal;

  constructor(
    private readonly wire: Wire,
    private readonly patience: Patience,
  ) {
    this.requests = new Requests(wire);
  }

  /** Writes what shall hold, made of what has held, unless it does already. Another administrator's change is not lost. */
  async put(stream: string, type: string, next: (before: object) => object): Promise<void> {
    for (;;) {
      const last = await this.last(stream);
      const text = JSON.stringify(next(last.value));
      if (text === JSON.stringify(last.value)) return;
      const event = { id: storeId(`${last.revision}\n${text}`), type, data: Buffer.from(text) };
      const append = { stream, expectedRevision: last.revision, events: [event] };
      const { isStored } = await untilKnown(this.patience, { stream, signal: this.signal }, () =>
        this.wire.append(append, this.patience.deadlineMs),
      );
      if (isStored) return;
    }
  }

  private async last(stream: string): Promise<{ readonly revision: number; readonly value: object }> {
    const { deadlineMs } = this.patience;
    const [event] = await untilKnown(this.patience, { stream, signal: this.signal }, async () => {
      const how = { deadlineMs, requiresLeader: true };
      const answers = [];
      for await (const some of this.wire.read(this.requests.lastOf(stream), how)) answers.push(...some);
      return eventsIn(answers);
    });
    if (event === undefined) return { revision: -1, value: {} };
    return { revision: event.revision, value: JSON.parse(Buffer.from(event.data).toString()) as object };
  }
}
