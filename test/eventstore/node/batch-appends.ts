import code from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';

import { idIn, isMalformed, nameIn, proposedIn } from './answers.js';
import { MAXIMUM_APPEND } from './appends.js';
import type { Gate } from './gate.js';
import type { Appended, Expected, Proposed, Store } from './store.js';

type Call = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;
type BatchAppend = handleBidiStreamingCall<streams.BatchAppendReq, streams.BatchAppendResp>;

interface Batch {
  readonly options: streams.BatchAppendReq.Options;
  readonly events: Proposed[];
  size: number;
}
interface Fault {
  readonly name: string;
  readonly details: Uint8Array;
  readonly says: string;
}

const nothing = (): Uint8Array => new empty.Empty().serializeBinary();
const fault = (name: string, says: string, details = nothing()): Fault => ({ name, says, details });

/** The one call over which a client sends many appends, told apart by a number that it gives each. */
export const batchAppends =
  (store: Store, gate: Gate): BatchAppend =>
  (call) => {
    gate.calls.push('batch');
    const open = new Map<string, Batch>();
    call.on('data', (request: streams.BatchAppendReq) => {
      const key = idIn(request.getCorrelationId());
      const batch = open.get(key) ?? begun(request);
      if (batch === undefined) return; // Refused already: the rest of it is dropped in silence.
      open.set(key, batch);
      for (const message of request.getProposedMessagesList()) {
        const event = proposedIn(message);
        batch.events.push(event);
        batch.size += event.data.length;
      }
      const refused = refusalOf(batch, request.getIsFinal());
      if (refused === undefined && !request.getIsFinal()) return;
      open.delete(key);
      answer(call, request, refused === undefined ? outcomeOf(batch, call) : refusedBy(batch, refused));
    });
    call.on('error', () => undefined);
    call.on('end', () => call.end());

    function outcomeOf(batch: Batch, from: Call): streams.BatchAppendResp {
      const stream = nameIn(batch.options.getStreamIdentifier());
      const refused = gate.refusalOf(from.metadata, { stream, does: 'append' });
      if (refused !== undefined) return refusedBy(batch, faultOf(refused.details));
      if (isMalformed(stream, batch.events)) return refusedBy(batch, fault('BadRequest', 'BadRequest'));
      return answerOf(store.append(stream, expectedIn(batch.options), batch.events), batch);
    }
  };

function begun(request: streams.BatchAppendReq): Batch | undefined {
  const options = request.getOptions();
  return options === undefined ? undefined : { options, events: [], size: 0 };
}

function refusalOf({ options, size }: Batch, isFinal: boolean): Fault | undefined {
  const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity;
  // A node looks at the clock as the append begins, and a little later than the client did.
  if (isFinal && deadline <= Date.now() + 1) {
    return fault('event_store.client.Timeout', 'Timeout', new shared.Timeout().serializeBinary());
  }
  if (size <= MAXIMUM_APPEND) return undefined;
  const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAXIMUM_APPEND).serializeBinary();
  return fault('event_store.client.MaximumAppendSizeExceeded', 'Maximum Append Size Exceeded', details);
}

const faultOf = (says: string): Fault =>
  says === 'Access Denied'
    ? fault('event_store.client.AccessDenied', says, new shared.AccessDenied().serializeBinary())
    : fault('google.protobuf.Empty', says);

function answer(call: Call, request: streams.BatchAppendReq, outcome: streams.BatchAppendResp): void {
  call.write(outcome.setCorrelationId(request.getCorrelationId()));
}

function refusedBy({ options }: Batch, { name, details, says }: Fault): streams.BatchAppendResp {
  const packed = new any.Any();
  packed.pack(details, name);
  const refused = new status.Status().setCode(code.Code.UNKNOWN).setMessage(says).setDetails(packed);
  return new streams.BatchAppendResp().setStreamIdentifier(options.getStreamIdentifier()).setError(refused);
}

function expectedIn(options: streams.BatchAppendReq.Options): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  return options.hasNoStream() ? -1 : Number(options.getStreamPosition());
}

function answerOf(appended: Appended, batch: Batch): streams.BatchAppendResp {
  const { options } = batch;
  if (appended.kind === 'deleted') {
    const details = new shared.StreamDeleted().serializeBinary();
    return refusedBy(batch, fault('event_store.client.StreamDeleted', 'StreamDeleted', details));
  }
  if (appended.kind === 'wrong-revision') return refusedBy(batch, wrongRevision(appended.revision, options));
  const success = new streams.BatchAppendResp.Success();
  if (appended.revision >= 0) success.setCurrentRevision(String(appended.revision));
  else success.setNoStream(new empty.Empty());
  if (appended.position === undefined) success.setNoPosition(new empty.Empty());
  else {
    const position = String(appended.position);
    success.setPosition(new shared.AllStreamPosition().setCommitPosition(position).setPreparePosition(position));
  }
  return new streams.BatchAppendResp().setStreamIdentifier(options.getStreamIdentifier()).setSuccess(success);
}

function wrongRevision(revision: number, options: streams.BatchAppendReq.Options): Fault {
  const wrong = new shared.WrongExpectedVersion();
  if (revision >= 0) wrong.setCurrentStreamRevision(String(revision));
  else wrong.setCurrentNoStream(new empty.Empty());
  const expected = expectedIn(options);
  if (expected === 'any') wrong.setExpectedAny(new empty.Empty());
  else if (expected === 'exists') wrong.setExpectedStreamExists(new empty.Empty());
  else if (expected === -1) wrong.setExpectedNoStream(new empty.Empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return fault('event_store.client.WrongExpectedVersion', 'WrongExpectedVersion', wrong.serializeBinary());
}
