import { randomStream } from "../kernels/random.ts";
import { checkSize } from "../kernels/shape.ts";
import { type Action, type ActionSpace, checkAction } from "./action.ts";
import type { Environment } from "./environment.ts";

/** What a step of all environments gave, one row an environment. */
export interface VectorStep {
  /** What to act on next [count × n]: the successors, or the first observations of new episodes where one ended. */
  readonly observations: Float32Array;
  /** The true successors [count × n], also where an episode ended. */
  readonly nextObservations: Float32Array;
  readonly rewards: Float32Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/** Several environments of one kind, stepped together. */
export interface VectorEnvironment<A extends Action = number> {
  readonly name: string;
  readonly count: number;
  readonly observationSize: number;
  readonly actions: ActionSpace<A>;
  /** Starts an episode in each; returns the first observations [count × n]. */
  reset(seed: number): Float32Array;
  /** Applies one action to each; where an episode ends, the next one begins. Throws before `reset`. */
  step(actions: ArrayLike<A>): VectorStep;
}

/**
 * `count` environments made by `make`. Each draws its first states from a stream of its own, named by the seed and its
 * place, so that its episodes do not depend on the others or on how many there are. Throws a RangeError for a count that is
 * not an integer of at least 1, for a `make` that returns one environment twice, for another number of actions, and for an
 * action that the environment does not have; then none has moved.
 */
export function vectorEnvironment<A extends Action>(
  make: () => Environment<A>,
  count: number,
): VectorEnvironment<A> {
  checkSize("count", count);
  const environments = Array.from({ length: count }, () => make());
  checkDistinct(environments);
  const { name, observationSize, actions } = environments[0]!;
  /** One an environment, once `reset` was called: begins its next episode. */
  let begins: readonly (() => Float32Array)[] = [];

  function reset(seed: number): Float32Array {
    begins = environments.map((environment, k) => {
      const random = randomStream(seed, `environment ${k}`);
      return () => environment.reset(random);
    });
    return rows(begins.map((begin) => begin()));
  }

  function step(chosen: ArrayLike<A>): VectorStep {
    if (begins.length === 0) throw new Error(`no episodes of ${name} are under way: call reset before step`);
    if (chosen.length !== count)
      throw new RangeError(`actions.length must be ${count}; got ${chosen.length}`);
    for (let k = 0; k < count; k++) checkAction(`actions[${k}]`, chosen[k]!, actions);
    const steps = environments.map((environment, k) => environment.step(chosen[k]!));
    const current = steps.map(({ observation, terminated, truncated }, k) =>
      terminated || truncated ? begins[k]!() : observation,
    );
    return {
      observations: rows(current),
      nextObservations: rows(steps.map(({ observation }) => observation)),
      rewards: Float32Array.from(steps, ({ reward }) => reward),
      terminated: Uint8Array.from(steps, ({ terminated }) => Number(terminated)),
      truncated: Uint8Array.from(steps, ({ truncated }) => Number(truncated)),
    };
  }

  function rows(observations: readonly Float32Array[]): Float32Array {
    const matrix = new Float32Array(count * observationSize);
    observations.forEach((observation, k) => {
      matrix.set(observation, k * observationSize);
    });
    return matrix;
  }

  return { name, count, observationSize, actions, reset, step };
}

/** One environment in two places would take two steps at a time. */
function checkDistinct(environments: readonly object[]): void {
  const { size } = new Set(environments);
  if (size < environments.length) {
    throw new RangeError(
      `make must return a new environment each time; got ${size} for ${environments.length}`,
    );
  }
}
