import type { Vault } from '#vault';

/** Who somebody is to the payroll system. */
interface Numbered {
  readonly personalIdentityNumber: string | null;
  readonly employmentNumber: string | null;
}
type Naming = Pick<Vault, 'idOf'>;

/** `p` and 31 digits under the naming key: of the personal number, of the employment number where there is none. */
export function personId(names: Naming, { personalIdentityNumber, employmentNumber }: Numbered): string {
  return idOf(names, personalIdentityNumber ?? employed(employmentNumber ?? ''));
}

/** What somebody who has both numbers would be called by the employment number alone; null where either is missing. */
export function employmentId(names: Naming, { personalIdentityNumber, employmentNumber }: Numbered): string | null {
  if (personalIdentityNumber === null || employmentNumber === null) return null;
  return idOf(names, employed(employmentNumber));
}

/** The same however a name is cased or spaced, and in whatever order surname and first names stand; null of none. */
export function nameKey(names: Naming, name: string | null): string | null {
  const words =
    (name ?? '')
      .normalize('NFC')
      .toLocaleLowerCase('sv')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : names.idOf('person-name', words.sort().join(' '));
}

const employed = (employmentNumber: string): string => `employment ${employmentNumber}`;
const idOf = (names: Naming, number: string): string => `p${names.idOf('person', number).slice(0, 31)}`;
