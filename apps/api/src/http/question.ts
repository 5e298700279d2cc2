import { applyDecorators, Get, UseInterceptors } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';

import { Attested } from './attested.js';
import { Refuses } from './command-route.js';

/** GET of a path answers a question from the read models, at the moment that the query names. */
export const Question = (path: string, name: string, summary: string): MethodDecorator =>
  applyDecorators(
    Get(path),
    UseInterceptors(Attested),
    ApiOperation({ operationId: name, summary }),
    ApiOkResponse({
      description:
        'Amounts are strings in SEK, null where unknown. What is of a position bears its root and signed checkpoint.',
      schema: { type: 'object' },
    }),
    Refuses({ 400: 'The moment cannot be read.', 404: 'It was not there at that moment.' }),
  );
