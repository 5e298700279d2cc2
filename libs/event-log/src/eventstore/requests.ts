import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

import type { StorePosition } from './store-position.js';
import { OURS, storeName, type WireEvent } from './stored-envelope.js';
import type { Wire } from './wire.js';

/** Events that a filtered subscription looks at before it says how far it is. */
const WINDOW = 500;

/** Makes the requests of reads. */
export class Requests {
  constructor(private readonly wire: Wire) {}

  /** A stream's events from a revision on. */
  stream(name: string, from: number, count: number): ReadReq.Options {
    const { StreamOptions } = this.wire.messages.ReadReq.Options;
    const stream = new StreamOptions().setStreamIdentifier(this.wire.streamName(name)).setRevision(String(from));
    return this.unfiltered(count).setStream(stream);
  }

  /** A stream's last event. */
  lastOf(name: string): ReadReq.Options {
    const { StreamOptions } = this.wire.messages.ReadReq.Options;
    const stream = new StreamOptions().setStreamIdentifier(this.wire.streamName(name)).setEnd(this.empty());
    return this.unfiltered(1).setStream(stream).setReadDirection(this.backwards());
  }

  /** The whole log from a position on, and that position too. */
  all(from: StorePosition | undefined, count: number): ReadReq.Options {
    return this.unfiltered(count).setAll(this.from(from));
  }

  /** The last event of all. */
  last(): ReadReq.Options {
    const end = new this.wire.messages.ReadReq.Options.AllOptions().setEnd(this.empty());
    return this.unfiltered(1).setAll(end).setReadDirection(this.backwards());
  }

  /** Our events behind a position, and those that come. */
  subscription(after: StorePosition | undefined, organisations?: readonly string[]): ReadReq.Options {
    const { Options } = this.wire.messages.ReadReq;
    const names = new Options.FilterOptions.Expression();
    if (organisations === undefined) names.setRegex(OURS);
    else names.setPrefixList(organisations.map((organisation) => storeName(organisation, '')));
    const filter = new Options.FilterOptions()
      .setStreamIdentifier(names)
      .setMax(WINDOW)
      .setCheckpointintervalmultiplier(1);
    return new Options().setAll(this.from(after)).setSubscription(new Options.SubscriptionOptions()).setFilter(filter);
  }

  private unfiltered(count: number): ReadReq.Options {
    return new this.wire.messages.ReadReq.Options().setCount(String(count)).setNoFilter(this.empty());
  }

  private from(position: StorePosition | undefined): ReadReq.Options.AllOptions {
    const { AllOptions, Position } = this.wire.messages.ReadReq.Options;
    if (position === undefined) return new AllOptions().setStart(this.empty());
    return new AllOptions().setPosition(new Position().setCommitPosition(position).setPreparePosition(position));
  }

  private backwards(): ReadReq.Options.ReadDirection {
    return this.wire.messages.ReadReq.Options.ReadDirection.BACKWARDS;
  }

  private empty(): InstanceType<Wire['shared']['Empty']> {
    return new this.wire.shared.Empty();
  }
}

/** The events in what a read answered. */
export function eventsIn(answers: readonly ReadResp[]): readonly WireEvent[] {
  return answers.flatMap((answer) => {
    const event = answer.getEvent()?.getEvent();
    if (event === undefined) return [];
    const metadata = event.getMetadataMap();
    return [
      {
        stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
        revision: Number(event.getStreamRevision()),
        id: event.getId()?.getString() ?? '',
        type: metadata.get('type') ?? '',
        isJson: metadata.get('content-type') === 'application/json',
        data: event.getData_asU8(),
        position: event.getCommitPosition(),
      },
    ];
  });
}
