import { OPERATOR } from '#intake';
import { type Actor, actor, DomainError } from '#kernel';

/** Who acts as an option names them (`person-7k2`), in the role that goes with what is done; the system where nobody is named. */
export function personIn(subject: string | undefined, role: string): Actor {
  if (subject === undefined) return OPERATOR;
  const parsed = actor.safeParse({ subject, role });
  if (parsed.success) return parsed.data;
  throw new DomainError('CALL_MALFORMED', {
    fault: 'den som handlar skrivs person-… med a–z, siffror och bindestreck',
  });
}
