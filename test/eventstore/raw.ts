import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { credentials } from '@grpc/grpc-js';

import { storeId } from '#event-log';

import { afterwards, type Place } from './scene.js';

/** What somebody else writes, byte by byte. */
export interface Raw {
  readonly bytes: string | Uint8Array;
  readonly type?: string;
  readonly id?: string;
  readonly contentType?: string;
}

/** Writes past the ledger, as another program that may write to the store would. */
export async function writeRaw({ relay }: Place, stream: string, raw: Raw): Promise<void> {
  const client = new StreamsClient(`127.0.0.1:${relay.port}`, credentials.createInsecure());
  afterwards(() => {
    client.close();
  });
  const { bytes, type = 'Noted', contentType = 'application/json' } = raw;
  const options = new streams.AppendReq.Options()
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setAny(new shared.Empty());
  const message = new streams.AppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(raw.id ?? storeId(Buffer.from(bytes).toString())))
    .setData(Buffer.from(bytes));
  message.getMetadataMap().set('type', type).set('content-type', contentType);
  await new Promise<void>((resolve, reject) => {
    const call = client.append((error) => {
      if (error === null) resolve();
      else reject(error);
    });
    call.write(new streams.AppendReq().setOptions(options));
    call.write(new streams.AppendReq().setProposedMessage(message));
    call.end();
  });
}
