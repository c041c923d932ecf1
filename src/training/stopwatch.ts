/** Adds up the time between its starts and stops. */
export interface Stopwatch {
  start(): void;
  stop(): void;
  /** Milliseconds since the last start. */
  lap(): number;
  /** Milliseconds running in all. */
  elapsed(): number;
}

/** A stopwatch that is running. */
export function stopwatch(): Stopwatch {
  let before = 0;
  let started = performance.now();
  let isRunning = true;
  const lap = (): number => (isRunning ? performance.now() - started : 0);
  return {
    lap,
    elapsed: () => before + lap(),
    start() {
      started = performance.now();
      isRunning = true;
    },
    stop() {
      before += lap();
      isRunning = false;
    },
  };
}
