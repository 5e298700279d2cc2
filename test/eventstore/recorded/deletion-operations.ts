import { ANY, BACKWARDS, END, NO_STREAM, START, STREAM_EXISTS } from '@eventstore/db-client';

import { type Board, event, numbers, type Operation } from './board.js';
import { Heard } from './subscription-operations.js';

/** What is said of a stream: how much of it is kept. */
export function metadataOperations(board: Board): readonly Operation[] {
  const { client } = board;
  const set = async (metadata: Readonly<Record<string, string | number>>) => {
    const { nextExpectedRevision, success } = await client.setStreamMetadata(board.name('a'), metadata, {
      expectedRevision: NO_STREAM,
    });
    return { next: nextExpectedRevision, success };
  };
  return [
    ['getStreamMetadata none', () => client.getStreamMetadata(board.name('a'))],
    ['getStreamMetadata missing stream', () => client.getStreamMetadata(board.name('nope'))],
    ['setStreamMetadata maxCount 2 + custom', () => set({ maxCount: 2, foo: 'bar' })],
    ['  get', () => client.getStreamMetadata(board.name('a'))],
    ['  read stream after maxCount 2', async () => (await board.read('a')).length],
    [
      '  first revision after maxCount 2',
      async () => {
        const [first] = await board.read('a');
        const last = (await board.read('a', { direction: BACKWARDS, fromRevision: END })).at(-1);
        return first?.event?.revision === last?.event?.revision;
      },
    ],
    ['  readAll still holds the truncated ones', async () => (await board.of('a')).length > 2],
    ['set metadata wrong revision', () => set({ maxCount: 3 })],
    [
      'set truncateBefore 1000',
      async () => {
        await client.setStreamMetadata(board.name('a'), { truncateBefore: 1000 });
        return (await board.read('a')).length;
      },
    ],
    [
      'set metadata before stream exists, then NO_STREAM append',
      async () => {
        await client.setStreamMetadata(board.name('pre'), { maxAge: 3600 });
        return board.append('pre', [event(1)], { expectedRevision: NO_STREAM });
      },
    ],
    [
      'maxAge 1s: events gone after 1.5 s',
      async () => {
        await board.append('age', [event(1)]);
        await client.setStreamMetadata(board.name('age'), { maxAge: 1 });
        await new Promise((resolve) => setTimeout(resolve, 1600));
        return (await board.read('age')).length;
      },
    ],
  ];
}

/** Streams that are deleted, and begin anew or never again. */
export function deletionOperations(board: Board): readonly Operation[] {
  const { client } = board;
  const keysOf = async (deleted: Promise<object>): Promise<string[]> => Object.keys(await deleted);
  const del = (stream: string, expectedRevision: bigint | typeof ANY | typeof NO_STREAM = ANY) =>
    keysOf(client.deleteStream(board.name(stream), { expectedRevision }));
  const afterDelete = async (stream: string, expected: bigint | typeof STREAM_EXISTS) => {
    await board.append(stream, [event(0), event(1)]);
    await del(stream);
    return board.append(stream, [event(3)], { expectedRevision: expected });
  };
  return [
    [
      'delete wrong revision',
      async () => {
        await board.append('del', [event(0), event(1)]);
        return del('del', 7n);
      },
    ],
    ['delete (soft)', () => del('del', 1n)],
    ['read after soft delete', async () => numbers(await board.read('del'))],
    ['append NO_STREAM after soft delete', () => board.append('del', [event(2)], { expectedRevision: NO_STREAM })],
    [
      'read after re-append',
      async () => {
        const read = await board.read('del');
        return read.map((each, at) => [numbers(read)[at], each.event?.revision]);
      },
    ],
    ['soft delete, append old revision', () => afterDelete('del2', 1n)],
    ['soft delete, append STREAM_EXISTS', () => afterDelete('del3', STREAM_EXISTS)],
    [
      'soft delete, same ids NO_STREAM',
      async () => {
        const events = [event(0), event(1)];
        await board.append('del4', events);
        await del('del4');
        const r = await board.append('del4', events, { expectedRevision: NO_STREAM });
        const read = await board.read('del4').then(
          (events) => events.map((each) => each.event?.revision),
          (error: unknown) => (error as { type?: string }).type,
        );
        return { r, read };
      },
    ],
    ['soft delete missing ANY', () => del('nope2')],
    ['soft delete missing NO_STREAM', () => del('nope2', NO_STREAM)],
    ['soft delete missing STREAM_EXISTS', () => del('nope4', STREAM_EXISTS as unknown as typeof ANY)],
    ['soft deleted events still in $all', async () => numbers(await board.of('del'))],
    [
      'subscribed to stream, soft delete',
      async () => {
        await board.append('sdel', [event(1)]);
        const heard = new Heard(client.subscribeToStream(board.name('sdel'), { fromRevision: START }));
        await heard.heard('caughtUp');
        await del('sdel');
        return heard.end();
      },
    ],
    [
      'tombstone',
      async () => {
        await board.append('tomb', [event(0)]);
        return keysOf(client.tombstoneStream(board.name('tomb'), { expectedRevision: 0n }));
      },
    ],
    ['read tombstoned', async () => numbers(await board.read('tomb'))],
    ['append to tombstoned ANY', () => board.append('tomb', [event(2)], { expectedRevision: ANY })],
    ['append to tombstoned NO_STREAM', () => board.append('tomb', [event(2)], { expectedRevision: NO_STREAM })],
    ['delete tombstoned', () => del('tomb')],
    ['tombstone missing ANY', () => keysOf(client.tombstoneStream(board.name('nope3')))],
    [
      '$all entries of the tombstoned stream',
      async () => (await board.of('tomb')).map((each) => [each.event?.type, each.event?.revision]),
    ],
    [
      'subscribed to stream, tombstone',
      async () => {
        await board.append('stomb', [event(1)]);
        const heard = new Heard(client.subscribeToStream(board.name('stomb'), { fromRevision: START }));
        await heard.heard('caughtUp');
        await client.tombstoneStream(board.name('stomb'));
        await heard.heard('error:stream-deleted');
        return heard.said;
      },
    ],
  ];
}
