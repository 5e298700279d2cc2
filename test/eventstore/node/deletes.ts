import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type handleUnaryCall, type ServiceError, status } from '@grpc/grpc-js';

import { nameIn, refusal, streamDeleted } from './answers.js';
import type { Gate } from './gate.js';
import type { Expected, Store } from './store.js';

/** How a client says that any revision will do, in an error. */
const ANY = -2;

type Options = streams.DeleteReq.Options | streams.TombstoneReq.Options;

/** The call that lets a stream begin anew. */
export const deletes =
  (store: Store, gate: Gate): handleUnaryCall<streams.DeleteReq, streams.DeleteResp> =>
  (call, answer) => {
    const { refused, position } = remove({ store, gate, isHard: false }, call, call.request.getOptions());
    if (refused !== undefined) answer(refused);
    else {
      const at = new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
      answer(null, new streams.DeleteResp().setPosition(at));
    }
  };

/** The call that ends a stream for ever. */
export const tombstones =
  (store: Store, gate: Gate): handleUnaryCall<streams.TombstoneReq, streams.TombstoneResp> =>
  (call, answer) => {
    const { refused, position } = remove({ store, gate, isHard: true }, call, call.request.getOptions());
    if (refused !== undefined) answer(refused);
    else {
      const at = new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
      answer(null, new streams.TombstoneResp().setPosition(at));
    }
  };

function remove(
  { store, gate, isHard }: { readonly store: Store; readonly gate: Gate; readonly isHard: boolean },
  { metadata }: { readonly metadata: Parameters<Gate['refusalOf']>[0] },
  options: Options | undefined,
): { readonly refused?: ServiceError; readonly position: string } {
  const stream = nameIn(options?.getStreamIdentifier());
  const refused = gate.refusalOf(metadata, { stream, does: 'delete' });
  if (refused !== undefined) return { refused, position: '' };
  const expected = expectedIn(options);
  const removed = store.delete(stream, expected, isHard);
  if (removed.kind === 'deleted') return { refused: streamDeleted(stream), position: '' };
  if (removed.kind === 'stored') return { position: String(removed.position) };
  return { refused: wrongRevision(stream, expected, removed.revision), position: '' };
}

function expectedIn(options: Options | undefined): Expected {
  if (options === undefined || options.hasAny() || options.hasStreamExists()) return 'any';
  return options.hasNoStream() ? -1 : Number(options.getRevision());
}

function wrongRevision(stream: string, expected: Expected, revision: number): ServiceError {
  const version = typeof expected === 'number' ? expected : ANY;
  const says = `Stream: ${stream}, Expected version: ${version}, Actual version: ${revision}`;
  return refusal(status.FAILED_PRECONDITION, `Delete failed due to WrongExpectedVersion. ${says}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(version),
    'actual-version': String(revision),
  });
}
