import type { Vault } from '#vault';

/** Who somebody is to the payroll system. */
interface Numbered {
  readonly personalIdentityNumber: string | null;
  readonly employmentNumber: string | null;
}

/** `p` and 31 digits under the naming key: of the personal number, of the employment number where there is none. */
export function personId(names: Pick<Vault, 'idOf'>, { personalIdentityNumber, employmentNumber }: Numbered): string {
  const number = personalIdentityNumber ?? `employment ${employmentNumber ?? ''}`;
  return `p${names.idOf('person', number).slice(0, 31)}`;
}
