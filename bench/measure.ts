/** Runs a variant `calls` times and returns the microseconds of one call. */
export type Timer = (calls: number) => Promise<number>;

/** Microseconds of one call over the samples. */
export interface Timing {
  readonly median: number;
  /** Half the distance between the quartiles. */
  readonly spread: number;
}

export interface Sampling {
  /** Milliseconds of one sample, after which the next variant has its turn. */
  readonly sampleMilliseconds: number;
  readonly samples: number;
}

/**
 * Times variants in turn, sample by sample, so that a machine that slows down slows all of them: what counts is the
 * ratio within a run. Before that every variant runs until the engine has compiled it.
 */
export async function measure(
  variants: ReadonlyMap<string, Timer>,
  { sampleMilliseconds, samples }: Sampling,
): Promise<Map<string, Timing>> {
  const calls = new Map<string, number>();
  for (const [name, timer] of variants) calls.set(name, await warmUp(timer, sampleMilliseconds));
  const times = new Map([...variants.keys()].map((name) => [name, [] as number[]]));
  for (let sample = 0; sample < samples; sample++) {
    for (const [name, timer] of variants) {
      // the thread has slept while another had its turn: caches and clock come back in this quarter, which is not counted
      await timer(Math.ceil(calls.get(name)! / 4));
      times.get(name)!.push(await timer(calls.get(name)!));
    }
  }
  return new Map([...times].map(([name, values]) => [name, summary(values)]));
}

/** Calls until code is as fast as it gets (a step of tfjs takes some 140), unless that would take too long. */
const [WARM_UP_CALLS, WARM_UP_MILLISECONDS] = [200, 3000];

/** The number of calls that fill a sample. */
async function warmUp(timer: Timer, sampleMilliseconds: number): Promise<number> {
  let calls = 1;
  for (let [made, spent] = [0, 0]; !isWarm(made, spent, sampleMilliseconds); made += calls) {
    const microseconds = await timer(calls);
    spent += (calls * microseconds) / 1000;
    calls = Math.max(1, Math.round((1000 * sampleMilliseconds) / microseconds));
  }
  return calls;
}

function isWarm(calls: number, milliseconds: number, sampleMilliseconds: number): boolean {
  return (
    milliseconds >= 3 * sampleMilliseconds && (calls >= WARM_UP_CALLS || milliseconds >= WARM_UP_MILLISECONDS)
  );
}

/** Median and spread of some times. */
export function summary(values: readonly number[]): Timing {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return { median: quantile(0.5), spread: (quantile(0.75) - quantile(0.25)) / 2 };
}
