import { createHash } from 'node:crypto';

import { leafHash } from '#transparency';

/** Where a package tells its streams, and where the streams that a closing of the grant committed itself to. */
export const STREAMS = 'underlag/strommar.txt';
export const CLOSING = 'underlag/avslut.txt';

/** A stream with how many events it has and the leaf hash of the last, in lower-case hex. */
export interface ToldStream {
  readonly stream: string;
  readonly events: number;
  readonly leaf: string;
}
interface Taken {
  readonly position: number;
  readonly revision: number;
  readonly leaf: string;
}
/** What of a proved event counts here. */
export interface StreamEvent {
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: { readonly commitment?: { readonly position: number; readonly digest: string } | null };
}

const LINE = /^([!-~]+) ([1-9]\d{0,14}) ([0-9a-f]{64})$/;

/** Streams as a package tells them: a line each, in the order of their names. */
export const streamLines = (streams: readonly ToldStream[]): string =>
  streams
    .toSorted((one, other) => (one.stream < other.stream ? -1 : 1))
    .map(({ stream, events, leaf }) => `${stream} ${events} ${leaf}\n`)
    .join('');

/** The proved events of a package by stream: what shows that none of a stream is left out (docs/export-format.md). */
export class WholeStreams {
  private readonly streams = new Map<string, Taken[]>();
  private readonly closings: { readonly position: number; readonly until: number; readonly digest: string }[] = [];

  /** Counts the event of a proof that holds: its bytes, and what they say. */
  take(position: number, bytes: string, { stream, revision, type, data }: StreamEvent): void {
    const leaf = Buffer.from(leafHash(bytes), 'latin1').toString('hex');
    const before = this.streams.get(stream);
    if (before === undefined) this.streams.set(stream, [{ position, revision, leaf }]);
    else before.push({ position, revision, leaf });
    if (type !== 'GrantClosed' || data.commitment == null) return;
    this.closings.push({ position, until: data.commitment.position, digest: data.commitment.digest });
  }

  /** What is wrong with the streams that a package tells. */
  faultsOf(text: string): readonly string[] {
    const { told, faults } = toldIn(text);
    const names = new Set(told.map(({ stream }) => stream));
    return [
      ...faults,
      ...told.flatMap((stream) => faultOf(stream, this.streams.get(stream.stream) ?? [])),
      ...[...this.streams.keys()]
        .filter((stream) => !names.has(stream))
        .map((stream) => `strömmen ${stream} nämns inte`),
    ];
  }

  /** What is wrong with what the closing of a grant committed itself to, as far as its streams are here. */
  faultsOfClosing(text: string): readonly string[] {
    const digest = createHash('sha256').update(text).digest('hex');
    const closing = this.closings.find((one) => one.digest === digest);
    if (closing === undefined) return ['är inte vad ett avslut i paketet har förbundit sig till'];
    const { told, faults } = toldIn(text);
    return [
      ...faults,
      ...told.flatMap((one) => {
        const here = this.streams.get(one.stream);
        return here === undefined ? [] : faultOf(one, here.filter(({ position }) => position <= closing.until)); // prettier-ignore
      }),
    ];
  }
}

function toldIn(text: string): { readonly told: readonly ToldStream[]; readonly faults: readonly string[] } {
  const told = new Map<string, ToldStream>();
  const faults: string[] = [];
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const [, stream, events = '', leaf = ''] = LINE.exec(line) ?? [];
    if (stream === undefined || told.has(stream)) faults.push(`rad ${index + 1} är ingen ström`);
    else told.set(stream, { stream, events: Number.parseInt(events, 10), leaf });
  }
  return { told: [...told.values()], faults };
}

function faultOf({ stream, events, leaf }: ToldStream, taken: readonly Taken[]): readonly string[] {
  const inOrder = taken.toSorted((one, other) => one.position - other.position);
  const isWhole = inOrder.length === events && inOrder.every(({ revision }, at) => revision === at);
  if (isWhole && inOrder.at(-1)?.leaf === leaf) return [];
  return [`strömmen ${stream} har ${events} händelser, och alla är inte här`];
}
