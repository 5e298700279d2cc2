import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { from, mergeMap, type Observable } from 'rxjs';

import { type Attestation, Bidragsbok } from '#intake';

/** Puts beside an answer that is of a position what ties it to the log: root, and signed checkpoint. */
@Injectable()
export class Attested implements NestInterceptor<unknown, unknown> {
  constructor(private readonly book: Bidragsbok) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return from(this.book.hold()).pipe(
      mergeMap((hold) => {
        if (hold !== null) tell(hold, response);
        return next.handle();
      }),
      mergeMap((answer) => from(this.attested(answer))),
    );
  }

  private async attested(answer: unknown): Promise<unknown> {
    // A list has no place for it: its reader asks for the checkpoint of the moment.
    if (!isOfPosition(answer)) return answer;
    return { ...answer, ...(await this.book.attestation(answer.position)) };
  }
}

const isOfPosition = (answer: unknown): answer is { readonly position: number } =>
  typeof answer === 'object' && answer !== null && 'position' in answer && typeof answer.position === 'number';

/** Whoever looks at figures alone sees in the head that the log is not what was signed. */
function tell(hold: NonNullable<Attestation['integrityHold']>, response: Response): void {
  const { since, why } = hold;
  const events =
    why === 'differs' ? `missing=${hold.missing}, agrees-to=${hold.agreesTo}` : `unattested=${hold.unattested}`;
  response.setHeader('Integrity-Hold', `since=${since}, why=${why}, ${events}`);
}
