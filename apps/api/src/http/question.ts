import { applyDecorators, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';

import { Refuses } from './command-route.js';

/** GET of a path answers a question from the read models, at the moment that the query names. */
export const Question = (path: string, name: string, summary: string): MethodDecorator =>
  applyDecorators(
    Get(path),
    ApiOperation({ operationId: name, summary }),
    ApiOkResponse({ description: 'Amounts are strings in SEK, null where unknown.', schema: { type: 'object' } }),
    Refuses({ 400: 'The moment cannot be read.', 404: 'It was not there at that moment.' }),
  );
