import type sodium from 'libsodium-wrappers';

/** The library, once it is ready. */
export type Sodium = typeof sodium;

let loading: Promise<Sodium> | undefined;

/** The library, loaded and ready when it is first asked for: most programs seal nothing. */
export const readySodium = (): Promise<Sodium> => (loading ??= load());

async function load(): Promise<Sodium> {
  const { default: loaded } = await import('libsodium-wrappers');
  await loaded.ready;
  return loaded;
}
