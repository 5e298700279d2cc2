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
  const byStream = options.getStreamIdentifier();
  const matches = matcherOf(byStream ?? options.getEventType());
  if (matches === 'malformed') return matches;
  const window = options.hasMax() ? options.getMax() : WINDOW;
  return {
    passes: ({ stream, type }) => matches(byStream === undefined ? type : stream),
    checkpointEvery: window * options.getCheckpointintervalmultiplier(),
  };
}

function matcherOf(
  expression: streams.ReadReq.Options.FilterOptions.Expression | undefined,
): ((text: string) => boolean) | 'malformed' {
  const regex = expression?.getRegex() ?? '';
  const prefixes = expression?.getPrefixList() ?? [];
  if (regex === '') return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  try {
    const pattern = new RegExp(regex);
    return (text) => pattern.test(text);
  } catch {
    return 'malformed';
  }
}
