import type { QueryDialect } from '../service.ts';
import { unflatten } from './unflatten.ts';
import { flatten } from './flatten.ts';

/**
 * The query protocol of SQS, as older clients speak it: lists and maps are flattened, the queue may be named by the
 * path of the request. [SQS developer guide: making Query API requests]
 */
export const sqsQueryDialect: QueryDialect = {
  version: '2012-11-05',
  namespace: 'http://queue.amazonaws.com/doc/2012-11-05/',
  read(action, parameters, path) {
    const { Tags, ...input } = unflatten(parameters);
    const byPath = input['QueueUrl'] === undefined && /^\/\d{12}\/[^/]+\/?$/.test(path);
    return {
      ...input,
      ...(byPath && { QueueUrl: path }),
      ...(Tags !== undefined && { [action === 'CreateQueue' ? 'tags' : 'Tags']: Tags }),
    };
  },
  write: (action, output) => flatten(action, output),
};
