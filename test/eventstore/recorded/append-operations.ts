import { randomUUID } from 'node:crypto';

import { ANY, binaryEvent, jsonEvent, NO_STREAM, type Position, STREAM_EXISTS } from '@eventstore/db-client';

import { type Board, event, numbers, type Operation, shapeOf } from './board.js';

/** Appends at revisions that are right and wrong, and of ids that are new and known. */
export function appendOperations(board: Board): readonly Operation[] {
  const append = board.append.bind(board);
  const [first, second, third] = [event(0), event(1), event(2)];
  const three = [first, second, third];
  const two = [event(5), event(6)];
  const six = two[1] ?? event(6);
  const twice = event(1);
  let position: Position | undefined;
  const at = (expectedRevision: typeof NO_STREAM | typeof ANY | typeof STREAM_EXISTS | bigint) => ({
    expectedRevision,
  });
  const failing = async (stream: string, expected: bigint | typeof NO_STREAM) => {
    const lenient = board.another('&throwOnAppendFailure=false');
    const appended = await lenient.appendToStream(board.name(stream), [event(1)], { expectedRevision: expected });
    return { success: appended.success, next: appended.nextExpectedRevision, pos: appended.position };
  };
  return [
    [
      'append NO_STREAM, new',
      async () => {
        const appended = await board.client.appendToStream(board.name('a'), three, at(NO_STREAM));
        position = appended.position;
        return { n: appended.nextExpectedRevision, pos: shapeOf(position) };
      },
    ],
    [
      'same ids again NO_STREAM (idempotent)',
      async () => {
        const again = await board.client.appendToStream(board.name('a'), three, at(NO_STREAM));
        const samePos = again.position === undefined ? 'none' : again.position.commit === position?.commit;
        return { n: again.nextExpectedRevision, samePos, success: again.success };
      },
    ],
    ['NO_STREAM other id -> WEV', () => append('a', [event(9)], at(NO_STREAM))],
    ['first id only, NO_STREAM (prefix of batch)', () => append('a', [first], at(NO_STREAM))],
    ['two first ids, NO_STREAM', () => append('a', [first, second], at(NO_STREAM))],
    ['last ids [1,2], expected 0n (idempotent inside)', () => append('a', [second, third], at(0n))],
    ['middle id [1], NO_STREAM (wrong place)', () => append('a', [second], at(NO_STREAM))],
    ['overlap [2,new] expected 1n', () => append('a', [third, event(3)], at(1n))],
    ['overlap [0,1,2,new] NO_STREAM', () => append('a', [...three, event(3)], at(NO_STREAM))],
    ['reordered same ids NO_STREAM', () => append('a', [second, first, third], at(NO_STREAM))],
    ['expected 2n ok', () => append('a', [event(3)], at(2n))],
    ['expected 1n too low -> WEV', () => append('a', [event(9)], at(1n))],
    ['expected 99n too high -> WEV', () => append('a', [event(9)], at(99n))],
    ['same ids NO_STREAM after stream went on', () => append('a', three, at(NO_STREAM))],
    ['expected 0n on missing stream -> WEV', () => append('missing1', [event(9)], at(0n))],
    ['STREAM_EXISTS on existing', () => append('a', [event(4)], at(STREAM_EXISTS))],
    ['STREAM_EXISTS on missing', () => append('missing2', [event(9)], at(STREAM_EXISTS))],
    ['ANY new', () => append('a', two, at(ANY))],
    ['ANY same ids again, last', () => append('a', two, at(ANY))],
    ['ANY same ids, older', () => append('a', three, at(ANY))],
    ['ANY single older id', () => append('a', [second], at(ANY))],
    ['STREAM_EXISTS same ids', () => append('a', two, at(STREAM_EXISTS))],
    ['ANY partial overlap [6,new]', () => append('a', [six, event(7)], at(ANY))],
    ['ANY partial overlap [new,6]', () => append('a', [event(8), six], at(ANY))],
    ['stream after the overlaps', async () => numbers(await board.read('a'))],
    ['same id, other stream', () => append('a2', [first], at(ANY))],
    ['same id twice in one batch', () => append('dup', [twice, twice], at(NO_STREAM))],
    ['  -> read', async () => numbers(await board.read('dup'))],
    ['empty batch ANY, missing stream', () => append('empty', [], at(ANY))],
    ['empty batch NO_STREAM, missing stream', () => append('empty', [], at(NO_STREAM))],
    ['empty batch ANY, existing', () => append('a2', [], at(ANY))],
    ['empty batch right revision', () => append('a2', [], at(0n))],
    ['empty batch wrong revision', () => append('a2', [], at(7n))],
    ['empty batch NO_STREAM, existing', () => append('a2', [], at(NO_STREAM))],
    ['throwOnAppendFailure=false: WEV (stream at >2)', () => failing('a', NO_STREAM)],
    ['throwOnAppendFailure=false: missing stream', () => failing('missing3', 3n)],
    [
      '32 concurrent NO_STREAM, one wins',
      async () => {
        const appends = Array.from({ length: 32 }, (_, i) => append('race', [event(i)], at(NO_STREAM)));
        const outcomes = await Promise.allSettled(appends);
        const wrong = (each: PromiseSettledResult<unknown>) =>
          each.status === 'rejected' && (each.reason as { type?: string }).type === 'wrong-expected-version';
        return {
          ok: outcomes.filter(({ status }) => status === 'fulfilled').length,
          wev: outcomes.filter(wrong).length,
        };
      },
    ],
    [
      'appends pipelined, order kept',
      async () => {
        await Promise.all(Array.from({ length: 50 }, (_, i) => append('pipe', [event(i)], at(ANY))));
        const read = numbers(await board.read('pipe'));
        return { n: read.length, inOrder: read.every((number, i) => number === i) };
      },
    ],
  ];
}

/** Names, types, ids and contents at the edge of what is allowed. */
export function edgeOperations(board: Board): readonly Operation[] {
  const { client } = board;
  const to = async (stream: string) => (await client.appendToStream(stream, [event(1)])).nextExpectedRevision;
  return [
    [
      'uppercase event id',
      async () => {
        const id = randomUUID().toUpperCase();
        await board.append('up', [event(1, id)]);
        const [read] = await board.read('up');
        const again = [event(1, id.toLowerCase())];
        const { nextExpectedRevision } = await client.appendToStream(board.name('up'), again, {
          expectedRevision: NO_STREAM,
        });
        return {
          sameUpper: read?.event?.id === id,
          sameLower: read?.event?.id === id.toLowerCase(),
          again: nextExpectedRevision,
        };
      },
    ],
    ['invalid event id', () => board.append('badid', [event(1, 'not-a-uuid')])],
    ['empty stream name', () => to('')],
    [
      'unicode stream name',
      async () => {
        await board.append('é ö/🚀', [event(1)]);
        return (await board.read('é ö/🚀')).map((read) => read.event?.streamId.replace(board.suffix, 'X'));
      },
    ],
    ['stream name $sys (no credentials)', () => to(`$${board.name('sys')}`)],
    ['stream name $$x (metastream, not $metadata type)', () => to(`$$${board.name('sys')}`)],
    ['append to $all', () => to('$all')],
    ['empty event type', () => board.append('etype', [event(1, undefined, '')])],
    ['$-event type', () => board.append('etype2', [event(1, undefined, '$mine')])],
    [
      'no metadata / null data / string data',
      async () => {
        const nothing = null as unknown as string; // The client's types know of no null, its wire does.
        const data = [nothing, 'str', []].map((each) => jsonEvent({ type: 't', data: each }));
        await board.append('md', data);
        return (await board.read('md')).map((read) => [
          read.event?.data,
          read.event?.metadata ?? 'undefined',
          read.event?.isJson,
        ]);
      },
    ],
    [
      'binary event + binary metadata',
      async () => {
        const metadata = Uint8Array.from([1, 2, 254]);
        await board.append('bin', [binaryEvent({ type: 'b', data: Uint8Array.from([0, 255, 1]), metadata })]);
        return (await board.read('bin')).map((read) => [read.event?.data, read.event?.metadata, read.event?.isJson]);
      },
    ],
    [
      'empty binary data',
      async () => {
        await board.append('bin2', [binaryEvent({ type: 'b', data: new Uint8Array(0) })]);
        return (await board.read('bin2')).map((read) => [read.event?.data, read.event?.isJson]);
      },
    ],
    ['deadline 1ms append', () => board.append('dl', [event(1)], { expectedRevision: ANY, deadline: 1 })],
    [
      'credentials given on insecure',
      () => board.append('cred', [event(1)], { credentials: { username: 'admin', password: 'x' } }),
    ],
    ['requiresLeader append', () => board.append('rl', [event(1)], { requiresLeader: true })],
  ];
}

const big = (size: number) => jsonEvent({ type: 'big', data: { s: 'x'.repeat(size) } });
const many = (board: Board, name: string, [count, size]: readonly [number, number]): Operation => [
  name,
  () =>
    board.append(
      `${count}x${size}`,
      Array.from({ length: count }, () => big(size)),
      { expectedRevision: NO_STREAM },
    ),
];

/** Appends of many small events. */
export const manyOperations = (board: Board): readonly Operation[] => [
  many(board, 'batch 2000 x 100 B', [2000, 100]),
  many(board, 'batch 5000 x 100 B', [5000, 100]),
];

const KIB = 1024;
const MIB = KIB * KIB;

/** Appends below, at and above what a store takes; last of all, or every read of the whole log would carry them. */
export function sizeOperations(board: Board): readonly Operation[] {
  const newStream = { expectedRevision: NO_STREAM } as const;
  const one = (name: string, size: number): Operation => [
    `one event ${name}`,
    () => board.append(`big${size}`, [big(size)], newStream),
  ];
  return [
    one('900 KiB', 900 * KIB),
    one('1 MiB - 1 KiB', MIB - KIB),
    one('1 MiB + 1 KiB', MIB + KIB),
    one('4 MiB', 4 * MIB),
    one('17 MiB', 17 * MIB),
    ['same client right after oversize: append ok', () => board.append('afterbig', [event(1)])],
    many(board, 'batch 10 x 200 KiB (2 MiB)', [10, 200 * KIB]),
    many(board, 'batch 30 x 200 KiB (6 MiB, chunked by client)', [30, 200 * KIB]),
    [
      'exact limit search (one binary event, bytes of data)',
      async () => {
        let [least, most] = [0, 2 * MIB];
        while (least < most) {
          const size = (least + most + 1) >> 1;
          const isTaken = await board
            .append(`lim${size}`, [binaryEvent({ type: 'T', data: new Uint8Array(size) })])
            .then(
              () => true,
              () => false,
            );
          if (isTaken) least = size;
          else most = size - 1;
        }
        return { maxDataBytes: least };
      },
    ],
    [
      'oversize (3 MiB) leaves stream absent',
      async () => {
        await board.append('osz', [big(3 * MIB)], newStream).catch(() => undefined);
        return numbers(await board.read('osz'));
      },
    ],
  ];
}
