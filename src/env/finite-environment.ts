import type { RandomStream } from "../kernels/random.ts";
import type { Environment, Step } from "./environment.ts";

/** One of the ways in which a step can turn out. */
export interface Outcome {
  readonly probability: number;
  /** s′ */
  readonly state: number;
  readonly reward: number;
}

/** The dynamics of an environment with states 0 … stateCount − 1. */
export interface FiniteDynamics {
  readonly stateCount: number;
  /** d₀(s), the probability that an episode starts in s, [stateCount]. */
  readonly startProbabilities: readonly number[];
  /** Whether the task ends on entering a state. */
  isTerminal(state: number): boolean;
  /** All outcomes of an action; their probabilities sum to 1. A terminal state leads to itself with reward 0. */
  outcomes(state: number, action: number): readonly Outcome[];
  /** The observation of a state. */
  observe(state: number): Float32Array;
}

/** An environment whose dynamics can be asked for, so that its optimum is known. */
export interface FiniteEnvironment extends Environment, FiniteDynamics {}

/** `reset` and `step` by dynamics, truncated at step `maximumSteps`. Outcomes are drawn from the stream that `reset` got. */
export function finiteEpisodes(
  name: string,
  { startProbabilities, outcomes, observe, isTerminal }: FiniteDynamics,
  maximumSteps: number,
): Pick<Environment, "reset" | "step"> {
  let current: { readonly random: RandomStream; readonly state: number; readonly steps: number } | undefined;
  const starts = startProbabilities.map((probability, state) => ({ probability, state }));

  function reset(random: RandomStream): Float32Array {
    const { state } = draw(starts, random);
    current = { random, state, steps: 0 };
    return observe(state);
  }

  function step(action: number): Step {
    if (current === undefined) throw new Error(`${name} has no episode under way: call reset before step`);
    const { state, reward } = draw(outcomes(current.state, action), current.random);
    const steps = current.steps + 1;
    const terminated = isTerminal(state);
    const truncated = steps >= maximumSteps;
    current = terminated || truncated ? undefined : { ...current, state, steps };
    return { observation: observe(state), reward, terminated, truncated };
  }

  return { reset, step };
}

/** One by its probability. What is certain needs no draw. */
function draw<T extends { readonly probability: number }>(all: readonly T[], random: RandomStream): T {
  const possible = all.filter(({ probability }) => probability > 0);
  if (possible.length === 1) return possible[0]!;
  let left = random.uniform();
  for (const one of possible) {
    left -= one.probability;
    if (left < 0) return one;
  }
  return possible.at(-1)!;
}
