import pg, { type QueryResult } from 'pg';

type Callback = (error: Error, result: QueryResult) => void;
type Query = (text: string, values: unknown[], callback?: Callback) => unknown;

/**
 * A connection that forgets its statements once they are done. In the promise that `pg` makes, promise and statement hold
 * each other, and such pairs outlive the collections of young garbage, with text and rows: 35 KB of a list of users.
 */
export class ForgettingClient extends pg.Client {
  // With a callback `pg` makes no promise.
  override query = ((text, values, callback) => {
    const query = super.query as Query;
    if (callback !== undefined || typeof text !== 'string') return query.call(this, text, values, callback);
    return new Promise<QueryResult>((resolve, reject) => {
      query.call(this, text, values, (error, result) => (error ? reject(error) : resolve(result)));
    });
  }) as Query as pg.Client['query'];
}
