import { open } from 'node:fs/promises';

/** So small that the rows of one chunk are some hundreds, and that a long text cut from it keeps little alive. */
const CHUNK = 1 << 16;

/**
 * The bytes of a file from its beginning. A chunk lies where the last one lay: use it, or copy it, before asking for the
 * next. Throws the errors of the file system.
 */
export async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK, null);
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
