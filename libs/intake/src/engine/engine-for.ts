import type { Engine } from './engine.js';
import { FilesEngine } from './files-engine.js';
import { type Servers, serversNamed } from './servers.js';
import { ServersEngine } from './servers-engine.js';

/** Where logs are kept: in a data folder, or on servers. */
export interface KeptIn {
  readonly data: string;
  /** Else those that the environment names. Null: in the data folder in any case. */
  readonly servers?: Servers | null | undefined;
}

/** What keeps the logs. Refuses as `serversNamed` does. */
export function engineFor({ data, servers = serversNamed() }: KeptIn): Engine {
  return servers === null ? new FilesEngine(data) : new ServersEngine(servers);
}

/** Whether logs are kept on servers, which many organisations share. */
export const isOnServers = (servers: Servers | null | undefined = serversNamed()): boolean => servers !== null;

/** The organisations that have a log, in order. Refuses with DATA_UNWRITABLE what is no folder to read, and as servers do. */
export const organisations = (where: KeptIn): Promise<readonly string[]> => engineFor(where).organisations();
