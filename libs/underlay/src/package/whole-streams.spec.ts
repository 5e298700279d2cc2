import { hash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { leafHash } from '#transparency';

import { type StreamEvent, streamLines, type ToldStream, WholeStreams } from './whole-streams.js';

interface Said {
  readonly type?: string;
  readonly data?: object;
}
const event = (stream: string, revision: number, { type = 'CostPosted', data = {} }: Said = {}): string =>
  JSON.stringify({ stream, revision, type, data });
const told = (stream: string, events: number, last: string): ToldStream => ({
  ...{ stream, events },
  leaf: Buffer.from(leafHash(last), 'latin1').toString('hex'),
});
const [first, second, other] = [event('grant-g', 0), event('grant-g', 1), event('voucher-a', 0)];
const WHOLE = [told('voucher-a', 1, other), told('grant-g', 2, second)];

const taken = (...events: readonly (readonly [position: number, bytes: string])[]): WholeStreams => {
  const streams = new WholeStreams();
  for (const [position, bytes] of events) streams.take(position, bytes, JSON.parse(bytes) as StreamEvent);
  return streams;
};

describe('the streams of a package', () => {
  it('are whole in whatever order their proofs come', () => {
    expect(taken([10, second], [2, first], [7, other]).faultsOf(streamLines(WHOLE))).toEqual([]);
    expect(
      streamLines(WHOLE)
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['grant-g', 'voucher-a', '']);
  });

  it('are not where an event is left out, another stands in its place, or a stream is not named', () => {
    const missing = ['strömmen grant-g har 2 händelser, och alla är inte här'];
    expect(taken([2, first], [7, other]).faultsOf(streamLines(WHOLE))).toEqual(missing);
    expect(taken([10, second], [7, other]).faultsOf(streamLines(WHOLE))).toEqual(missing);
    const another = event('grant-g', 1, { type: 'GrantAwarded' });
    expect(taken([2, first], [7, other], [10, another]).faultsOf(streamLines(WHOLE))).toEqual(missing);
    const [voucher = told('', 1, '')] = WHOLE;
    expect(taken([2, first], [7, other]).faultsOf(streamLines([voucher]))).toEqual(['strömmen grant-g nämns inte']);
    expect(taken([7, other]).faultsOf(`${streamLines([voucher])}x\n`)).toEqual(['rad 2 är ingen ström']);
  });

  it('are what the closing of the grant counted, up to it', () => {
    const closing = streamLines(WHOLE);
    const commitment = { position: 9, digest: hash('sha256', closing) };
    const closed = event('grant-g', 2, { type: 'GrantClosed', data: { commitment } });
    expect(taken([2, first], [5, second], [7, other], [10, closed]).faultsOfClosing(closing)).toEqual([]);
    expect(taken([2, first], [5, second], [10, closed]).faultsOfClosing(closing)).toEqual([]);
    expect(taken([2, first], [7, other], [10, closed]).faultsOfClosing(closing)).toHaveLength(1);
    expect(taken([2, first], [10, closed]).faultsOfClosing(closing.replace('2', '3'))).toHaveLength(1);
  });
});
