import type { RecordedEvent } from '#event-log';

import { sentenceOf } from './sentences.js';

/** Why something was done: what a person typed, or a decision that it rests on. */
export type Why =
  | {
      readonly kind: 'reason';
      /** Null where a recorded decision has erased it. */
      readonly text: string | null;
    }
  | {
      readonly kind: 'decision';
      readonly status: 'proposed' | 'decided';
      readonly body: string;
      readonly date: string | null;
      readonly paragraph: string | null;
      readonly caseNumber: string | null;
    };

/** What an event says of why: its decision, its case number, and a reason that stands in its private part. */
export function whyOf(event: RecordedEvent): readonly Why[] {
  return [...decisionIn(event.data), ...reasonIn(event)];
}

interface Decided {
  readonly status?: 'proposed' | 'decided';
  readonly body: string;
  readonly date?: string;
  readonly paragraph?: string;
  readonly caseNumber?: string;
}

function decisionIn(data: unknown): readonly Why[] {
  const { decision } = data as { readonly decision?: Decided | null };
  if (decision == null) return [];
  // The decision that erases texts is always one.
  const { status = 'decided', body, date = null, paragraph = null, caseNumber = null } = decision;
  return [{ kind: 'decision', status, body, date, paragraph, caseNumber }];
}

function reasonIn({ type, private: part }: RecordedEvent): readonly Why[] {
  const { why } = sentenceOf(type);
  if (why === undefined || part === undefined) return [];
  if (part === null) return [{ kind: 'reason', text: null }];
  const text = (part as Readonly<Record<string, unknown>>)[why];
  return typeof text === 'string' ? [{ kind: 'reason', text }] : [];
}
