import type { AllPage } from '../eventstore/stream-store.js';
import type { Checkpoint } from './checkpoint.js';

/** Undefined where the store is not what it was. */
type Page = AllPage | undefined;

/** The page that is read while the one before it is filed. */
export class Ahead {
  private page: { readonly after: Checkpoint; readonly read: Promise<Page> } | undefined;

  begin(after: Checkpoint, read: () => Promise<Page>): void {
    const page = { after, read: read() };
    page.read.catch(() => undefined); // Whoever takes it is told.
    this.page = page;
  }

  /** The page that was read ahead behind this checkpoint; or one read now, also where that was the store's end and more may have come. */
  async take(after: Checkpoint, read: () => Promise<Page>): Promise<Page> {
    const { page } = this;
    this.page = undefined;
    if (page === undefined || !isSame(page.after, after)) return read();
    const ahead = await page.read;
    return ahead?.isEnd === true ? read() : ahead;
  }

  /** Whoever goes on later sees the store as it is then. */
  forget(): void {
    this.page = undefined;
  }
}

const isSame = (one: Checkpoint, other: Checkpoint): boolean =>
  one.seen === other.seen && one.anchor?.position === other.anchor?.position && one.anchor?.id === other.anchor?.id;
