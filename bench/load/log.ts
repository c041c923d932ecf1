import { createDataset, type Dataset } from "../../src/index.ts";
import { randomStream } from "../../src/kernels/index.ts";

/** Of D4RL's HalfCheetah. */
const [observationSize, actionSize, episodeLength] = [17, 6, 1000];

/** A log of `rows` random decisions in truncated episodes of 1,000 steps: noise, so that it hardly compresses. */
export function randomLog(rows: number): Dataset {
  const random = randomStream(0, "log to load");
  const noise = (values: number): Float32Array =>
    new Float32Array(values).map(() => 2 * random.uniform() - 1);
  return createDataset(
    {
      observations: noise(rows * observationSize),
      actions: noise(rows * actionSize),
      rewards: noise(rows),
      terminated: new Uint8Array(rows),
      truncated: new Uint8Array(rows).map((_, row) => Number((row + 1) % episodeLength === 0)),
    },
    { actionBounds: { low: Array(actionSize).fill(-1), high: Array(actionSize).fill(1) } },
  );
}
