import { randomUUID } from 'node:crypto';

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

import { type Actor, actor } from '#kernel';

import { COMMAND } from './command-route.js';
import { type Fault, malformed } from './request-validation.js';

/** What is asked, under which id and by whom: all of a command but its data. */
export interface Asked {
  readonly type: string;
  readonly commandId: string;
  readonly by: Actor;
}

const IDEMPOTENCY_KEY = /^[\w.:-]{1,120}$/;
const NOT_KEY = 'Nyckeln ska ha 1–120 tecken: bokstäver a–z, siffror, punkt, kolon, bindestreck eller understreck.';
const NOT_SUBJECT = 'Den som handlar skrivs person-… eller system:…, med små bokstäver a–z, siffror och bindestreck.';
const NOT_ROLE = 'Rollen skrivs med små bokstäver a–z och bindestreck.';

/** The route's command, its id from `Idempotency-Key`, else a new one, and who acts. */
export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): Asked => {
  const request = context.switchToHttp().getRequest<Request>();
  const type = Reflect.getMetadata(COMMAND, context.getHandler()) as string;
  const commandId = request.get('idempotency-key') ?? randomUUID();
  if (!IDEMPOTENCY_KEY.test(commandId)) throw malformed([{ field: 'Idempotency-Key', expected: NOT_KEY }]);
  return { type, commandId, by: callerOf(request) };
});

/**
 * Who acts, from `X-Actor` and `X-Role`. Until there are logins the door believes what these headers say, which is why
 * it listens on this machine alone. Refuses with REQUEST_MALFORMED.
 */
export function callerOf(request: Request): Actor {
  const by = { subject: request.get('x-actor') ?? 'system:api', role: request.get('x-role') ?? 'operator' };
  const { subject, role } = actor.shape;
  const faults: Fault[] = [];
  if (!subject.safeParse(by.subject).success) faults.push({ field: 'X-Actor', expected: NOT_SUBJECT });
  if (!role.safeParse(by.role).success) faults.push({ field: 'X-Role', expected: NOT_ROLE });
  if (faults.length > 0) throw malformed(faults);
  return by;
}
