import { FakeCore, memoryLog } from './fake-core.ts';

/** What a test of one platform has before it, beside our side of that platform. */
export interface Scene<Double> extends AsyncDisposable {
  double: Double;
  core: FakeCore;
  log: ReturnType<typeof memoryLog>;
  /** What is to end before the double does, the newest first. */
  ends: AsyncDisposableStack;
}

/** A core and a log by hand for a platform's double, which the end of the scene stops last. */
export function sceneWith<Double extends { stop(): Promise<void> }>(
  double: Double,
  openers?: FakeCore['openers'],
): Scene<Double> {
  const ends = new AsyncDisposableStack();
  ends.defer(() => double.stop());
  return {
    double,
    core: new FakeCore(openers),
    log: memoryLog(),
    ends,
    [Symbol.asyncDispose]: () => ends.disposeAsync(),
  };
}
