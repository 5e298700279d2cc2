import type { Notice } from '#work';

type Level = 'info' | 'warn' | 'error';

/** One line of JSON on stderr: when, how bad, what, and what else is known of it. */
export function write(level: Level, what: string, more: object = {}): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, what, ...more })}\n`);
}

/** Those that come all the time are counted, and not written. */
const COUNTED = new Set<Notice['what']>(['batch', 'signed']);
const LEVELS: Partial<Record<Notice['what'], Level>> = {
  stopped: 'error',
  unsigned: 'error',
  failed: 'warn',
  'lease-lost': 'warn',
};

/** What the worker says, for whoever reads its lines: nothing of what events say is among it. */
export function writeNotice(notice: Notice): void {
  if (COUNTED.has(notice.what)) return;
  const { what, ...more } = notice;
  write(LEVELS[what] ?? 'info', what, more);
}
