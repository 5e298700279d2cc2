import { applyDecorators, Post, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';

import { ProblemDto } from './problem.dto.js';
import { Recorded, RecordedStatus } from './recorded.js';

/** The metadata key under which a route names its command. */
export const COMMAND = 'bidragsbok:command';

/** The refusals of a route as the OpenAPI page shows them. */
export const Refuses = (refusals: Readonly<Record<number, string>>): MethodDecorator => {
  const content = { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } };
  const responses = Object.entries(refusals).map(([status, description]) =>
    ApiResponse({ status: Number(status), description, content }),
  );
  return applyDecorators(ApiExtraModels(ProblemDto), ...responses);
};

/** Who asks, as long as there are no logins. */
export const ActorHeaders = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'X-Actor',
      required: false,
      description: 'Who acts: person-… or system:…, believed as it stands until there are logins. Else system:api.',
    }),
    ApiHeader({ name: 'X-Role', required: false, description: 'In which role. Else operator.' }),
  );

/** POST to a path carries a command out: its data are the body together with what the path names. */
export const CommandRoute = (command: string, path: string, summary: string): MethodDecorator =>
  applyDecorators(
    Post(path),
    SetMetadata(COMMAND, command),
    UseInterceptors(RecordedStatus),
    ApiOperation({ operationId: command, summary }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The id of the command: the same key with the same content records nothing more and answers 200.',
    }),
    ActorHeaders(),
    ApiResponse({ status: 201, description: 'Recorded now.', type: Recorded }),
    ApiResponse({ status: 200, description: 'Recorded before, under the same key.', type: Recorded }),
    Refuses({
      400: 'The request cannot be read; every fault is listed.',
      404: 'What it speaks of is not there.',
      409: 'It is there already, or someone else came first.',
      422: 'A rule refuses it.',
      503: 'Not possible just now.',
    }),
  );
