import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

import { faultOf } from './faults.js';
import { eventsIn, type Requests } from './requests.js';
import { Backoff, refusalOf } from './retrying.js';
import type { StorePosition } from './store-position.js';
import type { AllPage, Following } from './stream-store.js';
import { readItem } from './stored-envelope.js';
import type { Wire } from './wire.js';

/** Follows our events, and subscribes again from where it was whenever a subscription ends: the client does not. */
export async function* follow(
  { wire, requests }: { readonly wire: Wire; readonly requests: Requests },
  { after, organisations, signal }: Following,
): AsyncGenerator<AllPage, void> {
  const backoff = new Backoff(signal);
  let position = after;
  while (!signal.aborted) {
    const subscription = wire.read(requests.subscription(position, organisations), { signal });
    for await (const answers of endingWhereBroken(subscription)) {
      backoff.reset();
      const page = pageOf(answers, position);
      const isNews = page.position !== position || page.isEnd;
      position = page.position;
      if (isNews) yield page;
    }
    await backoff.wait();
  }
}

/** The answers until the connection breaks, which only ends them; what another subscription would not mend is thrown. */
async function* endingWhereBroken(
  answers: AsyncGenerator<readonly ReadResp[], void>,
): AsyncGenerator<readonly ReadResp[], void> {
  try {
    yield* answers;
  } catch (error) {
    const fault = faultOf(error);
    if (fault !== 'transient') throw refusalOf(fault, '$all', error);
  }
}

/** A subscription tells of our events, of how far it is among the others', and of when it has caught up. */
function pageOf(answers: readonly ReadResp[], before: StorePosition | undefined): AllPage {
  const position = answers.reduce<StorePosition | undefined>((last, answer) => {
    const checkpoint = answer.getCheckpoint()?.getCommitPosition();
    return answer.getEvent()?.getEvent()?.getCommitPosition() ?? checkpoint ?? last;
  }, before);
  const items = eventsIn(answers).flatMap((event) => readItem(event) ?? []);
  return { items, position, isEnd: answers.at(-1)?.hasCaughtUp() ?? false };
}
