import type { AccountRole, ChartAccount } from '#ledger';

type Words<Key extends string> = Readonly<Record<Key, readonly [string, ...string[]]>>;
/** What an account is to a grant, in the words of an accountant; the first of each is what we say ourselves. */
const ROLES: Words<AccountRole> = {
  cost: ['kostnad', 'kostnader'],
  'reduces-cost': ['minskar kostnad', 'kostnadsminskning', 'reduces cost'],
  'passed-on': ['vidareförmedlat', 'vidareförmedlade medel', 'passed on'],
  internal: ['intern post', 'intern', 'interna poster', 'interna'],
  'grant-income': ['bidragsintäkt', 'bidragsintäkter', 'grant income'],
  'grant-liability': ['bidragsskuld', 'bidragsskulder', 'grant liability'],
  balance: ['balanskonto', 'balans'],
  ignored: ['räknas inte', 'ignoreras'],
};
type Kind = NonNullable<ChartAccount['type']>;
const KINDS: Words<Kind> = {
  T: ['tillgång', 'tillgångar', 'asset'],
  S: ['skuld', 'skulder', 'liability', 'debt'],
  K: ['kostnad', 'kostnader', 'cost', 'expense'],
  I: ['intäkt', 'intäkter', 'income', 'revenue'],
};
export type ChartColumn = 'account' | 'name' | 'kind' | 'role';
const HEADINGS: Readonly<Record<ChartColumn, readonly string[]>> = {
  account: ['konto', 'kontonummer', 'kontonr', 'account', 'account number'],
  name: ['benämning', 'namn', 'kontonamn', 'kontobenämning', 'name'],
  kind: ['kontotyp', 'typ', 'type', 'kind'],
  role: ['roll', 'role'],
};

const plain = (word: string): string => word.normalize('NFC').trim().toLowerCase().replaceAll(/\s+/g, ' ');

function meaning<Key extends string>(words: Readonly<Record<Key, readonly string[]>>, said: string): Key | null {
  const word = plain(said);
  const keys = Object.keys(words) as Key[];
  return keys.find((key) => plain(key) === word || words[key].includes(word)) ?? null;
}

/** The role that a word means, Swedish or English; null for a word that means none. */
export const roleMeant = (word: string): AccountRole | null => meaning(ROLES, word);
/** The kind of account that a word, or the letter of #KTYP, means. */
export const kindMeant = (word: string): Kind | null => meaning(KINDS, word);
/** What a column of a chart holds, by its heading. */
export const columnMeant = (heading: string): ChartColumn | null => meaning(HEADINGS, heading);

/** The kinds of accounts as an accountant reads them, by the letters of #KTYP. */
export const accountKindWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(KINDS).map(([kind, [word]]) => [kind, word]),
);
/** The roles in words, for a sentence that says which there are. */
export const roleWords = Object.values(ROLES)
  .map(([word]) => word)
  .join(', ');
