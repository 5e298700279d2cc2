/** Milliseconds since 1970, UTC. */
export type Clock = () => number;

/** The machine's own clock, for whoever is given none. */
export const systemClock: Clock = () => Date.now();
