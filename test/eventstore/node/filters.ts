import type streams from '@eventstore/db-client/generated/streams_pb.js';

import type { Stored } from './store.js';

/** Which events a subscription sends, and after how many that it looked at it says how far it is. */
export interface Filter {
  passes(event: Stored): boolean;
  readonly checkpointEvery: number;
}

/** How many events a node looks at between two checkpoints where the reader says nothing. */
const WINDOW = 32;

/** The filter that a reader asks for; everything where there is none. */
export function filterOf(options: streams.ReadReq.Options.FilterOptions | undefined): Filter | 'malformed' {
  if (options === undefined) return { passes: () => true, checkpointEvery: Infinity };
  const isByStream = options.hasStreamIdentifier();
  const expression = isByStream ? options.getStreamIdentifier() : options.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const textOf = ({ stream, type }: Stored): string => (isByStream ? stream : type);
  const window = options.hasMax() ? options.getMax() : WINDOW;
  const checkpointEvery = window * options.getCheckpointintervalmultiplier();
  const regex = expression?.getRegex() ?? '';
  if (regex === '')
    return { passes: (event) => prefixes.some((prefix) => textOf(event).startsWith(prefix)), checkpointEvery };
  try {
    const pattern = new RegExp(regex);
    return { passes: (event) => pattern.test(textOf(event)), checkpointEvery };
  } catch {
    return 'malformed';
  }
}
