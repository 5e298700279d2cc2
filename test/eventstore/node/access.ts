import type { Store } from './store.js';

/** Who may come in: a password, and the groups that the user is of. */
export interface User {
  readonly password: string;
  readonly groups: readonly string[];
}

/** What is done to a stream. */
export type Deed = 'append' | 'read' | 'delete';

type Acl = Readonly<Record<string, string | readonly string[] | undefined>>;

const EVERYBODY: Acl = { $r: '$all', $w: '$all', $d: '$all', $mr: '$all', $mw: '$all' };
const ADMINS: Acl = { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' };

/** A node that knows its users: a stream's own list comes before `$settings`, and that before what is built in. */
export class Access {
  constructor(
    private readonly store: Store,
    private readonly users: Readonly<Record<string, User>>,
  ) {}

  /** Who speaks, by the header of basic authentication; undefined where the password is wrong or there is none. */
  userOf(authorization: string): (User & { readonly name: string }) | undefined {
    const [, name = '', password = ''] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString()) ?? [];
    const user = this.users[name];
    return user?.password === password ? { name, ...user } : undefined;
  }

  /** Whether somebody may do this to a stream; who writes a stream's metadata needs leave of the stream that it is of. */
  allows(user: User & { readonly name: string }, does: Deed, stream: string): boolean {
    const isMetadata = stream.startsWith('$$');
    const subject = isMetadata ? stream.slice(2) : stream;
    const granted = [user.name, ...user.groups];
    if (granted.includes('$admins')) return true;
    const roles = [this.rolesOf(subject, keyOf(does, isMetadata))].flat();
    return roles.some((role) => role === '$all' || granted.includes(role));
  }

  private rolesOf(stream: string, key: string): string | readonly string[] {
    const [name, builtIn] = stream.startsWith('$') ? ['$systemStreamAcl', ADMINS] : ['$userStreamAcl', EVERYBODY];
    const settings = this.store.lastOf('$settings') as Readonly<Record<string, Acl | undefined>> | undefined;
    const own = this.store.metadataOf(stream)['$acl'] as Acl | undefined;
    const lists = [own, settings?.[name], builtIn];
    return lists.map((list) => list?.[key]).find((roles) => roles !== undefined) ?? [];
  }
}

function keyOf(does: Deed, isMetadata: boolean): string {
  if (does === 'delete') return '$d';
  return `$${isMetadata ? 'm' : ''}${does === 'read' ? 'r' : 'w'}`;
}
