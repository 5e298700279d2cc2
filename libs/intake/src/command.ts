import { z } from 'zod';

import { type Actor, actor, date, DomainError } from '#kernel';

/** A command as a file or a request carries it: what, of which day, by whom. */
export interface Command {
  readonly type: string;
  /** The day that the facts are of (`2026-04-08`). */
  readonly on?: string | undefined;
  readonly by?: Actor | undefined;
  readonly data: unknown;
}

const command = z.strictObject({
  type: z.string().min(1),
  on: date.optional(),
  by: actor.optional(),
  data: z.record(z.string(), z.unknown()),
});

/** Who acts where a command names nobody. */
export const OPERATOR: Actor = { subject: 'system:cli', role: 'operator' };

/** The command's outer form. Refuses with COMMAND_MALFORMED. */
export function parseCommand(json: unknown): Command {
  const parsed = parseBy(command, json, commandName(json));
  return { type: parsed.type, on: parsed.on?.toString(), by: parsed.by, data: parsed.data };
}

/** What a command calls itself; `?` where that is no name, since a refusal repeats no free text. */
export const commandName = (json: unknown): string => {
  const type = (json as { readonly type?: unknown } | null)?.type;
  return typeof type === 'string' && /^\w{1,40}$/.test(type) ? type : '?';
};

/** Parses by a schema; the refusal names the field and what was expected there, never what stood there. */
export function parseBy<Schema extends z.ZodType>(schema: Schema, json: unknown, name: string): z.output<Schema> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => ({ field: fieldOf(issue.path), expected: issue.message }));
  const [first = { field: '?', expected: '?' }] = faults;
  const all = faults.map(({ field, expected }) => `${field}: ${expected}`);
  throw new DomainError('COMMAND_MALFORMED', { command: name, ...first, all });
}

const fieldOf = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'data' : path.map(String).join('.'));
