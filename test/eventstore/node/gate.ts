import { type Metadata, type ServiceError, status } from '@grpc/grpc-js';

import type { Access, Deed } from './access.js';
import { accessDenied, notLeader, notReady, refusal } from './answers.js';

/** What a call wants of which stream (`$all` for the whole log). */
export interface Touch {
  readonly stream: string;
  readonly does: Deed;
}

/** What every call passes before it is carried out. */
export class Gate {
  /** Calls that came, by what they did. */
  readonly calls: string[] = [];
  /** A node that is starting refuses everything. */
  isReady = true;
  /** Where the leader is, while this node is not it. */
  leader: { readonly host: string; readonly port: number } | undefined;

  constructor(private readonly access: Access | undefined) {}

  refusalOf(metadata: Metadata, { stream, does }: Touch): ServiceError | undefined {
    this.calls.push(`${does} ${stream}`);
    if (!this.isReady) return notReady();
    const wantsLeader = metadata.get('requires-leader')[0] === 'true';
    if (this.leader !== undefined && wantsLeader) return notLeader(this.leader.host, this.leader.port);
    if (this.access === undefined) return undefined;
    const [authorization] = metadata.get('authorization');
    const user = authorization === undefined ? undefined : this.access.userOf(authorization.toString());
    if (user === undefined) return refusal(status.UNAUTHENTICATED, 'Unauthenticated');
    return this.access.allows(user, does, stream) ? undefined : accessDenied();
  }
}
