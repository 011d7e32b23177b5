/** Sets times of a table of limits anew until it is disposed, so that a test is late without waiting. */
export function limited<T extends object>(limits: T, times: { [K in keyof T]?: number }): Disposable {
  const before = { ...limits };
  Object.assign(limits, times);
  return { [Symbol.dispose]: () => void Object.assign(limits, before) };
}
