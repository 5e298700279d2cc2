/** The fields that are known: what is null or left out does not stand there. */
export function stated<Facts extends object>(facts: {
  readonly [Name in keyof Facts]: Facts[Name] | null | undefined;
}): Facts {
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(known) as Facts;
}
