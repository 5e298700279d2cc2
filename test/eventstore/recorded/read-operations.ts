import { BACKWARDS, END, type Position, START } from '@eventstore/db-client';

import { type Board, event, numbers, type Operation, shapeOf } from './board.js';

/** The stream of 2,000 events that `manyOperations` has made. */
export const MANY = '2000x100';

const keysOf = (read: { readonly event?: object } | undefined): object => ({
  keys: Object.keys(read ?? {}).sort(),
  ekeys: Object.keys(read?.event ?? {}).sort(),
});

/** Reads of one stream, forwards and backwards. */
export function streamOperations(board: Board): readonly Operation[] {
  const read = (name: string, options?: Parameters<Board['read']>[1], stream = 'a'): Operation => [
    name,
    async () => numbers(await board.read(stream, options)),
  ];
  const back = { direction: BACKWARDS } as const;
  return [
    read('read fwd START'),
    [
      'read event shape',
      async () => {
        const [first] = await board.read('a', { maxCount: 1 });
        const one = first?.event;
        if (one === undefined) return undefined;
        const isSame = first?.commitPosition === one.position?.commit;
        return {
          ...keysOf(first),
          rev: one.revision,
          isJson: one.isJson,
          md: one.metadata,
          created: Math.abs(Date.now() - one.created.getTime()) < 600_000,
          pos: shapeOf(one.position),
          commitPosition: isSame ? '==event.position.commit' : 'other',
        };
      },
    ],
    read('read fwd from 2n max 2', { fromRevision: 2n, maxCount: 2 }),
    read('read fwd from beyond end', { fromRevision: 5000n }),
    read('read fwd from END', { fromRevision: END }),
    read('read bwd END', { ...back, fromRevision: END }),
    read('read bwd END max 1', { ...back, fromRevision: END, maxCount: 1 }),
    read('read bwd from 2n', { ...back, fromRevision: 2n }),
    read('read bwd START', { ...back, fromRevision: START }),
    read('read bwd from beyond end', { ...back, fromRevision: 5000n }),
    read('read maxCount 0', { maxCount: 0 }),
    read('read missing', {}, 'nope'),
    read('read missing backwards END', { ...back, fromRevision: END }, 'nope'),
    [
      'read $all as stream name',
      async () => {
        let count = 0;
        for await (const each of board.client.readStream('$all', { maxCount: 1 }))
          count += Number(each.event !== undefined);
        return count;
      },
    ],
    ['read 2000 events stream', async () => (await board.read(MANY)).length],
    [
      'break out of read early then append',
      async () => {
        let n = 0;
        for await (const each of board.client.readStream(board.name(MANY))) {
          n += Number(each.event !== undefined);
          if (n === 3) break;
        }
        return { n, after: (await board.append('brk', [event(1)])).next };
      },
    ],
  ];
}

/** Reads of the whole log, and where they begin. */
export function allOperations(board: Board): readonly Operation[] {
  let known: Position = { commit: 0n, prepare: 0n };
  const back = { direction: BACKWARDS } as const;
  // Read once: what is asked of it is where events stand, and that does not change.
  let read: ReturnType<Board['all']> | undefined;
  const whole = () => (read ??= board.all());
  const mine = async () =>
    (await whole()).filter(
      (read) => read.event?.streamId.endsWith(board.suffix) && !read.event.streamId.startsWith('$$'),
    );
  const length = (name: string, options: () => Parameters<Board['all']>[0]): Operation => [
    name,
    async () => (await board.all(options())).length,
  ];
  const from = (commit: bigint, prepare: bigint) => ({ fromPosition: { commit, prepare }, maxCount: 1 });
  return [
    [
      'readAll has system events',
      async () => {
        const system = (await whole()).filter((read) => read.event?.type.startsWith('$'));
        const streams = new Set(system.map((read) => read.event?.streamId.replace(board.suffix, 'X') ?? ''));
        return {
          some: system.length > 0,
          types: [...new Set(system.map((read) => read.event?.type))].sort(),
          streams: [...streams]
            .filter((stream) => !stream.includes('X'))
            .sort()
            .slice(0, 12),
        };
      },
    ],
    [
      'readAll order == position order, unique',
      async () => {
        const commits = (await whole()).map((read) => read.event?.position.commit ?? -1n);
        return {
          strictlyIncreasingCommit: commits.every((commit, at) => at === 0 || commit > (commits[at - 1] ?? 0n)),
        };
      },
    ],
    [
      'events of one batch: commit positions',
      async () => {
        const [one, two, three] = (await mine())
          .filter((each) => each.event?.streamId === board.name('a'))
          .map((each) => each.event?.position);
        const positions = [one, two, three];
        // The same events once more: the answer is where they were stored.
        const again = (await board.read('a', { maxCount: 3 })).map((read) => read.event);
        const events = again.map((each) => event(String(each?.revision), each?.id));
        const appended = await board.client.appendToStream(board.name('a'), events, { expectedRevision: 'no_stream' });
        return {
          distinctCommit: new Set(positions.map((position) => position?.commit)).size,
          distinctPrepare: new Set(positions.map((position) => position?.prepare)).size,
          appendPosEqLast: three?.commit === appended.position?.commit,
          appendPosEqFirst: one?.commit === appended.position?.commit,
        };
      },
    ],
    [
      'readAll fwd from a known position: inclusive?',
      async () => {
        const [, , third, fourth] = await mine();
        known = third?.event?.position ?? known;
        const [first] = await board.all({ fromPosition: known, maxCount: 1 });
        const isAt = (read: typeof third): boolean => read?.event?.id === first?.event?.id;
        return { first: isAt(third) ? 'inclusive' : isAt(fourth) ? 'exclusive' : 'other' };
      },
    ],
    [
      'readAll bwd from a known position: inclusive?',
      async () => {
        const [, second, third] = await mine();
        const [first] = await board.all({ ...back, fromPosition: known, maxCount: 1 });
        const isAt = (read: typeof third): boolean => read?.event?.id === first?.event?.id;
        return { first: isAt(third) ? 'inclusive' : isAt(second) ? 'exclusive' : 'other' };
      },
    ],
    length('readAll from a position in the middle of a record', () => from(known.commit + 1n, known.prepare + 1n)),
    length('readAll from commit<prepare', () => from(known.commit, known.prepare + 500n)),
    length('readAll from far beyond the end', () => from(1n << 50n, 1n << 50n)),
    [
      'readAll bwd END max 1 is last append',
      async () => {
        const last = event(1);
        await board.append('lastone', [last]);
        const [read] = await board.all({ ...back, fromPosition: END, maxCount: 1 });
        return read?.event?.id === last.id;
      },
    ],
    length('readAll fwd END', () => ({ fromPosition: END })),
    length('readAll bwd START', () => ({ ...back, fromPosition: START })),
    [
      'readAll maxCount 0',
      async () => {
        // What is asked ten times later is answered before it: then it is said to hang, in the words of the recording.
        const later = async (): Promise<never> => {
          for (let asked = 0; asked < 10; asked += 1) await board.read('a', { maxCount: 1 });
          throw Object.assign(new Error('HANG >6000ms'), { type: 'hang' });
        };
        return Promise.race([board.all({ maxCount: 0 }).then((read) => read.length), later()]);
      },
    ],
    [
      'readAll event shape',
      async () => {
        const [first] = await mine();
        return { ...keysOf(first), cp: first?.commitPosition === first?.event?.position.commit };
      },
    ],
  ];
}
