import type { z } from 'zod';

import { date, identifier, money, organisationNumber, purposeArea, share } from '#kernel';

/** What the kernel's own schemas are called on the page. */
const NAMES: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [identifier, 'id'],
  [money, 'amount'],
  [date, 'date'],
  [share, 'share'],
  [organisationNumber, 'organisation number'],
  [purposeArea, 'purpose area (a number)'],
]);
/** A shape longer than this gets a row of its own. */
const INLINE_MAX = 72;

export interface Field {
  readonly field: string;
  readonly type: z.core.$ZodType;
  readonly required: string;
}

/** The fields of an object: what stands inside `optional` and `default`, and whether it must be given. */
export const fieldsOf = (schema: z.core.$ZodObject): readonly Field[] =>
  Object.entries(schema._zod.def.shape).map(([field, type]) => ({ field, ...needOf(type) }));

function needOf(schema: z.core.$ZodType): Omit<Field, 'field'> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') return { type: def.innerType, required: 'no' };
  if (def.type === 'default') return { type: def.innerType, required: `no: ${code(JSON.stringify(def.defaultValue))}` };
  return { type: schema, required: 'yes' };
}

const code = (text: string): string => `\`${text}\``;

/** Writes types as a person reads them, and keeps the long ones for a list at the end. */
export class Shapes {
  private readonly kept = new Map<string, string>();

  /** The type itself where it is short, else the name under which `list` explains it. */
  nameOf(type: z.core.$ZodType, field: string): string {
    const text = this.text(type, field);
    if (text.length <= INLINE_MAX || !text.includes('{')) return text;
    const name = this.freeName(field, text);
    this.kept.set(name, text);
    return `[${name}](#shapes)`;
  }

  /** One row per long type. */
  list(): string {
    const rows = [...this.kept].map(([name, text]) => `| ${name} | ${text} |`);
    return `| Shape | Fields |\n| --- | --- |\n${rows.join('\n')}\n`;
  }

  private freeName(field: string, text: string): string {
    let name = field;
    for (let n = 2; this.kept.has(name) && this.kept.get(name) !== text; n += 1) name = `${field} (${String(n)})`;
    return name;
  }

  private text(type: z.core.$ZodType, field: string): string {
    return NAMES.get(type) ?? this.textOf(type as z.core.$ZodTypes, field);
  }

  private textOf(type: z.core.$ZodTypes, field: string): string {
    const { def } = type._zod;
    switch (def.type) {
      case 'object':
        return this.object(type as z.core.$ZodObject);
      case 'array':
        return `list of ${this.nameOf(def.element, field)}`;
      case 'union':
        return def.options.map((option) => this.nameOf(option, field)).join(' or ');
      case 'nullable':
        return `${this.nameOf(def.innerType, field)} or null`;
      case 'record':
        return `map of ${this.nameOf(def.keyType, field)} to ${this.nameOf(def.valueType, field)}`;
      case 'pipe':
        return this.nameOf(def.in, field);
      default:
        return plain(def);
    }
  }

  private object(type: z.core.$ZodObject): string {
    const fields = fieldsOf(type).map(
      ({ field, type: inner, required }) =>
        `${code(field)}${required === 'yes' ? '' : '?'} ${this.nameOf(inner, field)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
}

/** A type without parts. What is not known here is a hole in the page, so it is an error. */
function plain(def: z.core.$ZodTypes['_zod']['def']): string {
  switch (def.type) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'true or false';
    case 'enum':
      return Object.values(def.entries)
        .map((entry) => code(String(entry)))
        .join(', ');
    case 'literal':
      return def.values.map((value) => code(String(value))).join(', ');
    default:
      throw new Error(`The page of commands has no words for ${def.type}`);
  }
}
