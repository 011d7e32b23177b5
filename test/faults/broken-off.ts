const owed = new Set<() => Promise<void>>();

/** `end` as it is to be called in the end; done by `endAll` where the run is broken off before. */
export function owing(end: () => Promise<void>): () => Promise<void> {
  const ending = async (): Promise<void> => {
    owed.delete(ending);
    await end();
  };
  owed.add(ending);
  return ending;
}

/** Ends what is still running, whatever becomes of it. */
export async function endAll(): Promise<void> {
  await Promise.allSettled([...owed].map((end) => end()));
}
