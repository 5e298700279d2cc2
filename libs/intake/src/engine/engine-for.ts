import type { Engine } from './engine.js';
import { FilesEngine } from './files-engine.js';

/** What keeps the logs of a data folder. */
export const engineFor = ({ data }: { readonly data: string }): Engine => new FilesEngine(data);

/** The organisations that have a log, in order. Refuses with DATA_UNWRITABLE what is no folder to read. */
export const organisations = (data: string): Promise<readonly string[]> => engineFor({ data }).organisations();
