import { z, type ZodType } from 'zod';

/** What happened, as the domain sees it. `private` is absent where the type has none, and null once erased. */
export interface Event {
  readonly type: string;
  readonly data: unknown;
  readonly private?: unknown;
}

/** An event as JSON, before its envelope: `version` says which schema its data was written with. */
export interface WrittenEvent {
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
  /** Personal data and free text, kept beside the bytes; null once erased by a recorded decision. */
  readonly private?: unknown;
}

type Named<Name extends string, Data, Private> = { readonly type: Name; readonly data: Data } & (unknown extends Private
  ? { readonly private?: never }
  : { readonly private?: Private | null });

/** The newest shape of an event, with value objects inside. */
export type EventOf<Type> =
  Type extends EventType<infer Name, infer Schema, infer Private>
    ? Named<Name, z.output<Schema>, z.output<Private>>
    : never;

/** The newest shape of an event as its JSON: what a projection reads. */
export type WireOf<Type> =
  Type extends EventType<infer Name, infer Schema, infer Private>
    ? Named<Name, z.input<Schema>, z.input<Private>>
    : never;

interface Options<Private extends ZodType> {
  /** The fields that are personal data or free text: held beside the event, bound to it by a salted digest. */
  readonly private?: Private;
  /** The schema holds JSON alone and no value objects, so that hot loops need not encode what they wrote. */
  readonly plain?: boolean;
}
type Parse = (json: unknown) => unknown;
type Upcast = (older: unknown) => unknown;
interface Rest<Private extends ZodType> {
  readonly options: Options<Private>;
  /** How to lift each version to the next, oldest first. */
  readonly upcasts: readonly Upcast[];
}

/** One event name with every shape it has ever had, oldest first. The domain sees only the last. */
export class EventType<Name extends string, Schema extends ZodType, Private extends ZodType = ZodType> {
  private readonly parseData: Parse;
  private readonly parsePrivate: Parse | undefined;

  private constructor(
    readonly name: Name,
    readonly schema: Schema,
    private readonly rest: Rest<Private>,
  ) {
    const { plain, private: part } = rest.options;
    this.parseData = plain === true ? compiledParse(schema) : (json) => schema.parse(json);
    this.parsePrivate = part && (plain === true ? compiledParse(part) : (json) => part.parse(json));
  }

  static v1<Name extends string, Schema extends ZodType, Private extends ZodType = ZodType>(
    name: Name,
    schema: Schema,
    options: Options<Private> = {},
  ): EventType<Name, Schema, Private> {
    return new EventType(name, schema, { options, upcasts: [] });
  }

  /** The next version, and how to lift the JSON of the version before it without guessing. */
  next<Next extends ZodType>(
    schema: Next,
    upcast: (older: z.input<Schema>) => z.input<Next>,
  ): EventType<Name, Next, Private> {
    return new EventType<Name, Next, Private>(this.name, schema, {
      ...this.rest,
      upcasts: [...this.rest.upcasts, upcast as Upcast],
    });
  }

  /** The newest version's number, from 1. */
  get version(): number {
    return this.rest.upcasts.length + 1;
  }

  /** Lifts stored JSON to the newest shape's JSON. Throws for a version that this build has never heard of. */
  lift({ version, data }: WrittenEvent): unknown {
    if (version === this.version) return data;
    if (version < 1 || version > this.version) throw new Error(`Unknown version ${String(version)} of ${this.name}`);
    // What an upcast touched is checked again: a lift that makes a bad fact is a bug of ours.
    const lifted = this.rest.upcasts.slice(version - 1).reduce((older, upcast) => upcast(older), data);
    this.parseData(lifted);
    return lifted;
  }

  /** The domain's event out of stored JSON. */
  read(stored: WrittenEvent): EventOf<this> {
    const data = this.parseData(this.lift(stored));
    const part: { private?: unknown } = {};
    if (stored.private !== undefined) {
      part.private = stored.private === null ? null : this.parsePrivate?.(stored.private);
    }
    return { type: this.name, data, ...part } as EventOf<this>;
  }

  /** The JSON of a domain event, checked by its schema: a bad fact must never be stored. */
  write(event: Event): WrittenEvent {
    const data: unknown = this.rest.options.plain
      ? this.parseData(event.data)
      : z.encode(this.schema, event.data as z.output<Schema>);
    const head = { type: this.name, version: this.version, data };
    if (event.private === undefined || event.private === null) return head;
    if (this.parsePrivate === undefined) throw new Error(`${this.name} declares no private part`);
    return { ...head, private: this.parsePrivate(event.private) };
  }
}

/**
 * A schema's parse as compiled code, made when it is first asked for: a command that writes no event of the type does not
 * pay for it, and a million vouchers pay an eighth of what the schema walked each time would cost.
 */
function compiledParse(schema: ZodType): Parse {
  let compiled: ZodType | undefined;
  return (json) => (compiled ??= z.compile(schema)).parse(json);
}

/** Every event type that a log may hold. */
export class EventCatalogue {
  private readonly types: ReadonlyMap<string, EventType<string, ZodType>>;

  constructor(types: readonly EventType<string, ZodType>[]) {
    this.types = new Map(types.map((type) => [type.name, type]));
  }

  get names(): readonly string[] {
    return [...this.types.keys()];
  }

  lift(stored: WrittenEvent): unknown {
    return this.typeOf(stored).lift(stored);
  }

  read(stored: WrittenEvent): Event {
    return this.typeOf(stored).read(stored);
  }

  write(event: Event): WrittenEvent {
    return this.typeOf(event).write(event);
  }

  private typeOf({ type }: { readonly type: string }): EventType<string, ZodType> {
    const found = this.types.get(type);
    if (found === undefined) throw new Error(`Unknown event type ${type}`);
    return found;
  }
}
