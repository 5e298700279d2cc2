type Present<Fields> = { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> };

/** The private part of an event out of the fields that there are; none at all where there is nothing to hold. */
export function privatePart<Fields extends Readonly<Record<string, unknown>>>(
  fields: Fields,
): { readonly private?: Present<Fields> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return present.length === 0 ? {} : { private: Object.fromEntries(present) as Present<Fields> };
}
