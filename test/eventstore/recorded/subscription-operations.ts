import {
  type AllStreamSubscription,
  END,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  type Position,
  START,
  streamNameFilter,
  type StreamSubscription,
  type SubscribeToAllOptions,
} from '@eventstore/db-client';

import { type Board, event, type Operation } from './board.js';
import { MANY } from './read-operations.js';

/** What a subscription has said so far: signs, the numbers of events, and how it ended. */
export class Heard {
  readonly said: unknown[] = [];

  constructor(private readonly subscription: AllStreamSubscription | StreamSubscription) {
    const { said } = this;
    for (const sign of ['confirmation', 'caughtUp', 'fellBehind', 'end', 'close']) {
      (subscription as NodeJS.EventEmitter).on(sign, () => said.push(sign));
    }
    subscription.on('error', (error) => said.push(`error:${(error as { type?: string }).type ?? error.message}`));
    (subscription as NodeJS.EventEmitter).on('data', (read: { event?: { type: string; data: unknown } }) => {
      said.push((read.event?.data as { i?: unknown } | undefined)?.i ?? read.event?.type ?? 'noevent');
    });
  }

  /** Waits until something has been said. */
  async until(done: (said: readonly unknown[]) => boolean): Promise<void> {
    while (!done(this.said)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  heard(what: unknown): Promise<void> {
    return this.until((said) => said.includes(what));
  }

  /** Ends it, and gives all that it said. */
  async end(): Promise<unknown[]> {
    await this.subscription.unsubscribe();
    await this.heard('close');
    return this.said;
  }
}

/** Runs of the same said once, runs of numbers as `ev`; a star where there was more than one. */
function squeezed(said: readonly unknown[]): string[] {
  const words = said.map((each) => (typeof each === 'number' ? 'ev' : String(each)));
  return words
    .filter((word, at) => word !== words[at - 1])
    .reduce<{ at: number; out: string[] }>(
      ({ at, out }, word) => {
        const start = words.indexOf(word, at);
        const next = words.findIndex((each, i) => i > start && each !== word);
        const end = next < 0 ? words.length : next;
        return { at: end, out: [...out, word + (end - start > 1 ? '*' : '')] };
      },
      { at: 0, out: [] },
    ).out;
}

/** Subscriptions to the whole log: filters, where they begin, checkpoints. */
export function allSubscriptionOperations(board: Board): readonly Operation[] {
  const { client } = board;
  const prefix = board.name('sub');
  const byPrefix = streamNameFilter({ prefixes: [prefix] });
  const caughtUp = async (options: SubscribeToAllOptions): Promise<Heard> => {
    const heard = new Heard(client.subscribeToAll(options));
    await heard.heard('caughtUp');
    return heard;
  };
  const live = async (options: SubscribeToAllOptions, stream: string, number: number): Promise<unknown[]> => {
    const heard = await caughtUp(options);
    await client.appendToStream(stream, [event(number)]);
    await heard.heard(number);
    return heard.end();
  };
  return [
    [
      'subscribeToAll prefix filter from START + live',
      async () => {
        for (let i = 0; i < 5; i += 1) await client.appendToStream(`${prefix}-1`, [event(i)]);
        return live({ fromPosition: START, filter: byPrefix }, `${prefix}-1`, 77);
      },
    ],
    [
      'subscribeToAll regex filter',
      async () => {
        const regex = `^${prefix.replaceAll('-', '\\-')}`;
        return (await caughtUp({ fromPosition: START, filter: streamNameFilter({ regex }) })).end();
      },
    ],
    [
      'subscribeToAll eventType filter',
      async () => {
        const type = `T${board.suffix}`;
        await client.appendToStream(`${prefix}-1`, [jsonEvent({ type, data: { i: 't' } })]);
        return (await caughtUp({ fromPosition: START, filter: eventTypeFilter({ prefixes: [type] }) })).end();
      },
    ],
    ['subscribeToAll filter from END + live', () => live({ fromPosition: END, filter: byPrefix }, `${prefix}-1`, 78)],
    ['subscribeToAll unfiltered from END + live', () => live({ fromPosition: END }, `${prefix}-2`, 79)],
    [
      'subscribeToAll from position: exclusive?',
      async () => {
        const third = (await board.all()).filter((read) => read.event?.streamId === `${prefix}-1`)[2];
        const fromPosition = third?.event?.position ?? START;
        return (await caughtUp({ fromPosition, filter: streamNameFilter({ prefixes: [`${prefix}-1`] }) })).end();
      },
    ],
    [
      'subscribeToAll excludeSystemEvents: system seen?',
      async () => {
        const heard = await caughtUp({ fromPosition: START, filter: excludeSystemEvents() });
        return (await heard.end()).filter((said) => typeof said === 'string' && said.startsWith('$'));
      },
    ],
    [
      'subscribeToAll unfiltered START: system seen?',
      async () => {
        const said = await (await caughtUp({ fromPosition: START })).end();
        const isSystem = (each: unknown): boolean => typeof each === 'string' && each.startsWith('$');
        return { sys: said.some(isSystem), any: said.length > 0 };
      },
    ],
    ...checkpointOperations(board, prefix),
  ];
}

function checkpointOperations(board: Board, prefix: string): readonly Operation[] {
  const { client } = board;
  let last: Position | undefined;
  const checkpoints = (fromPosition: typeof START | typeof END, window: object = {}): Heard => {
    const told = (position: Position): void => {
      last = position;
      heard.said.push('cp');
    };
    const filter = streamNameFilter({
      prefixes: [`${prefix}-1`],
      ...window,
      checkpointReached: (_, position) => {
        told(position);
      },
    });
    const heard = new Heard(client.subscribeToAll({ fromPosition, filter }));
    return heard;
  };
  const count = (said: readonly unknown[]): number => said.filter((each) => each === 'cp').length;
  const live = async (window: object, appended: number, expected: number) => {
    const heard = checkpoints(END, window);
    await heard.heard('caughtUp');
    const before = count(heard.said);
    for (let i = 0; i < appended; i += 1) await board.append('other', [event(i)]);
    await heard.until((said) => count(said) >= before + expected);
    return { before, after: count(await heard.end()) - before };
  };
  const smallest = { maxSearchWindow: 1, checkpointInterval: 1 };
  return [
    [
      'checkpoints default window, sequence (counts squeezed)',
      async () => {
        const heard = checkpoints(START);
        await heard.heard('caughtUp');
        return squeezed(await heard.end());
      },
    ],
    [
      'checkpoints maxSearchWindow 2 interval 1: count vs events in log',
      async () => {
        const { length } = await board.all();
        const heard = checkpoints(START, { maxSearchWindow: 2, checkpointInterval: 1 });
        await heard.heard('caughtUp');
        return { about: Math.round((count(await heard.end()) / (length / 2)) * 10) / 10 };
      },
    ],
    [
      'checkpoint: from it, resume finds nothing missed',
      async () => {
        const heard = checkpoints(START, smallest);
        await heard.heard('caughtUp');
        await heard.end();
        const filter = streamNameFilter({ prefixes: [`${prefix}-1`] });
        const resumed = new Heard(client.subscribeToAll({ fromPosition: last ?? START, filter }));
        await resumed.heard('caughtUp');
        return { resumed: await resumed.end() };
      },
    ],
    ['checkpoint live for non matching events (10 appended, window 1x1)', () => live(smallest, 10, 10)],
    ['checkpoint live non matching (40 appended, defaults)', () => live({}, 40, 1)],
  ];
}

/** Subscriptions to one stream. */
export function streamSubscriptionOperations(board: Board): readonly Operation[] {
  const { client } = board;
  const subscribed = async (stream: string, fromRevision: typeof START | typeof END | bigint): Promise<Heard> => {
    const heard = new Heard(client.subscribeToStream(board.name(stream), { fromRevision }));
    await heard.heard('caughtUp');
    return heard;
  };
  const live = async (stream: string, from: typeof START | typeof END, number: number): Promise<unknown[]> => {
    const heard = await subscribed(stream, from);
    await board.append(stream, [event(number)]);
    await heard.heard(number);
    return heard.end();
  };
  return [
    [
      'subscribeToStream from START + live',
      async () => {
        const said = await live('pipe', START, 99);
        return [...squeezed(said), said.filter((each) => typeof each === 'number').length];
      },
    ],
    [
      'subscribeToStream from 1n exclusive?',
      async () => {
        const said = await (await subscribed('pipe', 1n)).end();
        return said.find((each) => typeof each === 'number');
      },
    ],
    ['subscribeToStream missing stream, then created', () => live('later', START, 1)],
    ['subscribeToStream END + live', () => live('pipe', END, 100)],
    [
      'subscription: slow consumer gets all, signals',
      async () => {
        const subscription = client.subscribeToStream(board.name(MANY), { fromRevision: START }, { highWaterMark: 1 });
        const signs: string[] = [];
        for (const sign of ['caughtUp', 'fellBehind']) {
          (subscription as NodeJS.EventEmitter).on(sign, () => signs.push(sign));
        }
        let n = 0;
        for await (const read of subscription) {
          n += Number(read.event !== undefined);
          if (n < 50) await new Promise((resolve) => setTimeout(resolve, 5));
          if (n === 2000) break;
        }
        return { n, l: signs };
      },
    ],
  ];
}
