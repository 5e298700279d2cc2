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
    return next.handle().pipe(mergeMap((answer) => from(this.attested(answer, response))));
  }

  private async attested(answer: unknown, response: Response): Promise<unknown> {
    // A list has no place for it: its reader asks for the checkpoint of the moment.
    if (!isOfPosition(answer)) return answer;
    const attestation = await this.book.attestation(answer.position);
    tellHold(response, attestation);
    return { ...answer, ...attestation };
  }
}

const isOfPosition = (answer: unknown): answer is { readonly position: number } =>
  typeof answer === 'object' && answer !== null && 'position' in answer && typeof answer.position === 'number';

/** Readers that look at figures alone see in the head that the log is not what was signed. */
function tellHold(response: Response, { integrityHold }: Attestation): void {
  if (integrityHold === undefined) return;
  const { since, missing, agreesTo } = integrityHold;
  response.setHeader('Integrity-Hold', `since=${since}, missing=${missing}, agrees-to=${agreesTo}`);
}
