/** Hands over one thing, and waits until the next is wanted; false where none is. */
type Give<Thing> = (thing: Thing) => Promise<boolean>;
interface Offer<Thing> {
  readonly thing: Thing;
  readonly answer: (isMoreWanted: boolean) => void;
}

/**
 * What work hands over thing by thing that must run on around all of them, as a transaction does. What breaks the work
 * breaks this; who takes no more waits until the work has ended.
 */
export async function* handedOver<Thing>(work: (give: Give<Thing>) => Promise<void>): AsyncGenerator<Thing> {
  let offer: (one: Offer<Thing> | null) => void = () => undefined;
  const next = () => new Promise<Offer<Thing> | null>((resolve) => (offer = resolve));
  let coming = next();
  const give: Give<Thing> = (thing) =>
    new Promise((answer) => {
      offer({ thing, answer });
    });
  const done = work(give).finally(() => {
    offer(null);
  });
  done.catch(() => undefined); // It is awaited below, but may break before.
  for (let now = await coming; now !== null; now = await coming) {
    coming = next();
    let isMoreWanted = false;
    try {
      yield now.thing;
      isMoreWanted = true;
    } finally {
      now.answer(isMoreWanted);
      if (!isMoreWanted) await done;
    }
  }
  await done;
}
