import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";

/** σ of the actions of `noisyLine`, in units of the log. */
export const lineDeviation = 0.4;

/** Half of the range of the actions of `noisyLine`. */
export const lineBound = 4;

const steps = 10;

/** Episodes of 10 steps in which a = s + 0.4 ε at a number s in [−1, 1]; actions are bounded by ±4, which none reaches. */
export function noisyLine(episodes: number): Dataset {
  const random = randomStream(0, "noisy line");
  const states = Array.from({ length: episodes * steps }, () => 2 * random.uniform() - 1);
  const noise = normals(random, states.length, lineDeviation);
  return logOf(
    states,
    states.map((s, row) => s + noise[row]!),
    states.map(() => 0),
  );
}

/** Episodes that act around 2, and earn 1 a step, and as many that act around −2 and earn 0; σ is 0.4. */
export function twoModes(episodes: number): Dataset {
  const random = randomStream(0, "two modes");
  const states = Array.from({ length: episodes * steps }, () => 2 * random.uniform() - 1);
  const noise = normals(random, states.length, lineDeviation);
  const isGood = states.map((_, row) => Math.floor(row / steps) % 2 === 0);
  return logOf(
    states,
    isGood.map((good, row) => (good ? 2 : -2) + noise[row]!),
    isGood.map(Number),
  );
}

function logOf(states: readonly number[], actions: readonly number[], rewards: readonly number[]): Dataset {
  return createDataset(
    {
      observations: states,
      actions: actions.map((action) => [action]),
      rewards,
      terminated: states.map((_, row) => row % steps === steps - 1),
      truncated: states.map(() => false),
    },
    { actionBounds: { low: [-lineBound], high: [lineBound] } },
  );
}
