import { countInSwedish } from './swedish.js';

const REDRAW_MS = 100;

/** One line on stderr that says how far a long piece of work has come, where a person watches. */
export class ProgressLine {
  private drawnAt = -Infinity;

  say(text: () => string): void {
    if (!process.stderr.isTTY) return;
    const now = performance.now();
    if (now - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = now;
    process.stderr.write(`\r${text()}\u001b[K`);
  }

  /** Wipes the line, so that the answer or the refusal stands alone. */
  end(): void {
    if (this.drawnAt >= 0) process.stderr.write('\r\u001b[K');
  }
}

/** Says how far a long piece of work has come. */
export async function watched<Result>(
  work: (progress: (position: number) => void) => Promise<Result>,
): Promise<Result> {
  const line = new ProgressLine();
  try {
    return await work((position) => {
      line.say(() => `${countInSwedish(position)} händelser omräknade`);
    });
  } finally {
    line.end();
  }
}
