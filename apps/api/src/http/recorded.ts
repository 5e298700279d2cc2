import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';

/** Where an event lies in the log. */
interface RecordedEvent {
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
}

/** The same on the OpenAPI page. */
class RecordedEventDto implements RecordedEvent {
  @ApiProperty({ example: 'GrantAwarded' })
  readonly type!: string;

  @ApiProperty({ example: 'grant-god-och-nara-vard-2026' })
  readonly stream!: string;

  @ApiProperty({ type: 'integer', description: 'Its place in the stream, from 0.' })
  readonly revision!: number;

  @ApiProperty({ type: 'integer', description: 'Its place in the log, from 1.' })
  readonly position!: number;
}

/** What a command has put into the log: now, or when it first came under the same id. */
export class Recorded {
  @ApiProperty({ type: [RecordedEventDto] })
  readonly events: readonly RecordedEvent[];
  readonly #isNew: boolean;

  constructor(events: readonly (RecordedEvent & { readonly again?: true })[]) {
    this.events = events.map(({ type, stream, revision, position }) => ({ type, stream, revision, position }));
    this.#isNew = events.some(({ again }) => again !== true);
  }

  /** 201 where something was recorded now, 200 where it stood there already. */
  get status(): number {
    return this.#isNew ? 201 : 200;
  }
}

/** Answers a command with the status of what it recorded. */
@Injectable()
export class RecordedStatus implements NestInterceptor<Recorded, Recorded> {
  intercept(context: ExecutionContext, next: CallHandler<Recorded>): Observable<Recorded> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((recorded) => {
        response.status(recorded.status);
        return recorded;
      }),
    );
  }
}
