import { createDataset } from "../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";
import { total } from "../kernels/reference/total.ts";

const steps = 20;
const [gain, deviation, idleDeviation] = [0.7, 0.3, 0.05];

const limited = (x: number) => Math.min(1, Math.max(-1, x));

/** s moves by a fifth of the first component of an action; it costs s² where it arrives, and what the other components do. */
function step(s: number, [move = 0, ...others]: readonly number[]): { next: number; reward: number } {
  const next = limited(s + move / 5);
  return { next, reward: -(next ** 2) - total(others.map((a) => a ** 2)) / 2 };
}

/**
 * A point s in [−1, 1] that a log takes to 0 more slowly than it could, with noise in its moves and hardly any in the three other
 * components of its actions, which it had better leave at 0. Episodes are cut off after 20 steps. No return exceeds 0.
 */
export function pointLog(): Dataset {
  const random = randomStream(0, "point");
  const rows = Array.from({ length: 100 }, () => {
    let s = 2 * random.uniform() - 1;
    return Array.from({ length: steps }, (_, t) => {
      const noise = [...normals(random, 4)];
      const a = noise.map((z, i) => limited(i === 0 ? deviation * z - gain * s : idleDeviation * z));
      const [from, { next, reward }] = [s, step(s, a)];
      s = next;
      return { from, a, next, reward, isLast: t === steps - 1 };
    });
  }).flat();
  return createDataset(
    {
      observations: rows.map(({ from }) => from),
      nextObservations: rows.map(({ next }) => next),
      actions: rows.map(({ a }) => a),
      rewards: rows.map(({ reward }) => reward),
      terminated: rows.map(() => false),
      truncated: rows.map(({ isLast }) => isLast),
    },
    { actionBounds: { low: [-1, -1, -1, -1], high: [1, 1, 1, 1] } },
  );
}

export const pointStarts: readonly number[] = [-1, -0.5, 0, 0.5, 1];

/** The mean over starts of the return of 20 steps, discounted. */
export function pointReturn(act: (s: number) => ArrayLike<number>, discount = 1): number {
  const returns = pointStarts.map((start) => {
    let s = start;
    return total(
      Array.from({ length: steps }, (_, t) => {
        const { next, reward } = step(s, Array.from(act(s)));
        s = next;
        return discount ** t * reward;
      }),
    );
  });
  return total(returns) / pointStarts.length;
}

/** Of the log without its noise, and of going to 0 as fast as possible, which nothing exceeds. */
export const pointReturns = {
  log: pointReturn((s) => [-gain * s, 0, 0, 0]),
  best: pointReturn((s) => [limited(-5 * s), 0, 0, 0]),
};
