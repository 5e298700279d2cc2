import { posix } from 'node:path';

import type { Parts } from './parts.js';
import { hearPart } from './xml.js';

/** One part's word for another (ECMA-376 part 2, 9.3). */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, which strict and transitional workbooks share: `worksheet`, `pivotTable`. */
  readonly type: string;
  /** The name of the other part; whatever is written where it lies outside the file. */
  readonly target: string;
}

/** What a part refers to; the part without a name is the file itself. */
export async function relationshipsOf(parts: Parts, part: string): Promise<readonly Relationship[]> {
  const [folder, name] = [posix.dirname(part), posix.basename(part)];
  const own = posix.join(folder, '_rels', `${name}.rels`);
  const found: Relationship[] = [];
  if (!parts.has(own)) return found;
  await hearPart(parts, own, {
    open: (element, { Id: id, Type: type, Target: target }) => {
      if (element !== 'Relationship' || id === undefined || type === undefined || target === undefined) return;
      found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolved(folder, target) });
    },
  });
  return found;
}

const resolved = (folder: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
