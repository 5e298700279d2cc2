import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type handleClientStreamingCall, type ServiceError, status } from '@grpc/grpc-js';

import { handlerThrew, isMalformed, nameIn, proposedIn, refusal, streamDeleted } from './answers.js';
import type { Gate } from './gate.js';
import type { Appended, Expected, Proposed, Store } from './store.js';

/** The bytes of event data that one append may hold, all its events together. */
export const MAXIMUM_APPEND = 1_048_576;

const tooLarge = (): ServiceError =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAXIMUM_APPEND} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(MAXIMUM_APPEND),
  });

type Append = handleClientStreamingCall<streams.AppendReq, streams.AppendResp>;

/** The call that appends to one stream: a header, then an event a message. It answers when a disk would have it. */
export function appends(store: Store, gate: Gate, diskMs: number): Append {
  return (call, answer) => {
    let options: streams.AppendReq.Options | undefined;
    const events: Proposed[] = [];
    let size = 0;
    let isAnswered = false;
    const settle: typeof answer = (...outcome) => {
      if (!isAnswered) answer(...outcome);
      isAnswered = true;
    };
    call.on('data', (message: streams.AppendReq) => {
      options ??= message.getOptions();
      const proposed = message.getProposedMessage();
      if (proposed === undefined) return;
      const event = proposedIn(proposed);
      events.push(event);
      size += event.data.length;
      if (size > MAXIMUM_APPEND) settle(tooLarge());
    });
    call.on('error', () => (isAnswered = true));
    call.on('end', () => {
      if (isAnswered) return;
      const stream = nameIn(options?.getStreamIdentifier());
      const refused = gate.refusalOf(call.metadata, { stream, does: 'append' });
      if (refused !== undefined) settle(refused);
      else if (isMalformed(stream, events)) settle(handlerThrew());
      else {
        const expected = expectedIn(options);
        const appended = store.append(stream, expected, events);
        if (appended.kind === 'deleted') settle(streamDeleted(stream));
        else
          setTimeout(() => {
            settle(null, answerOf(appended, expected));
          }, diskMs);
      }
    });
  };
}

function expectedIn(options: streams.AppendReq.Options | undefined): Expected {
  if (options === undefined || options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  return options.hasNoStream() ? -1 : Number(options.getRevision());
}

function answerOf(appended: Exclude<Appended, { kind: 'deleted' }>, expected: Expected): streams.AppendResp {
  const answer = new streams.AppendResp();
  const empty = new shared.Empty();
  if (appended.kind === 'wrong-revision') return answer.setWrongExpectedVersion(wrongRevision(appended, expected));
  const success = new streams.AppendResp.Success();
  if (appended.revision >= 0) success.setCurrentRevision(String(appended.revision));
  else success.setNoStream(empty);
  if (appended.position === undefined) return answer.setSuccess(success.setNoPosition(empty));
  const position = new streams.AppendResp.Position()
    .setCommitPosition(String(appended.position))
    .setPreparePosition(String(appended.position));
  return answer.setSuccess(success.setPosition(position));
}

function wrongRevision(appended: { revision: number }, expected: Expected): streams.AppendResp.WrongExpectedVersion {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  const empty = new shared.Empty();
  if (appended.revision >= 0) wrong.setCurrentRevision(String(appended.revision));
  else wrong.setCurrentNoStream(empty);
  if (expected === 'any') return wrong.setExpectedAny(empty);
  if (expected === 'exists') return wrong.setExpectedStreamExists(empty);
  return expected === -1 ? wrong.setExpectedNoStream(empty) : wrong.setExpectedRevision(String(expected));
}
