import { basename } from 'node:path';

import { documents, type Moment } from '#read-models';

import type { Opened } from '../opened.js';
import { privateParts } from './private-parts.js';

/** Documents by what their files were called, as people write it: without folders, in whatever case. */
export class DocumentsByName {
  private constructor(private readonly named: ReadonlyMap<string, readonly string[]>) {}

  /** Those whose names are still held at a moment. */
  static async at({ log, models }: Pick<Opened, 'log' | 'models'>, moment: Moment): Promise<DocumentsByName> {
    const rows = await documents(models.db, moment);
    const parts = await privateParts(
      log,
      rows.map(({ position }) => position),
    );
    const named = new Map<string, string[]>();
    for (const { document, position } of rows) {
      const { fileName } = (parts.get(position) ?? {}) as { readonly fileName?: string };
      if (fileName === undefined) continue;
      const name = plainName(fileName);
      named.set(name, [...(named.get(name) ?? []), document]);
    }
    return new DocumentsByName(named);
  }

  /** Every document whose file is called so. */
  called(file: string): readonly string[] {
    return this.named.get(plainName(file)) ?? [];
  }
}

const plainName = (file: string): string => basename(file.trim().replaceAll('\\', '/')).normalize('NFC').toLowerCase();
