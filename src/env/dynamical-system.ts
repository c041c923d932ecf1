import type { RandomStream } from "../kernels/random.ts";
import { type Action, type ActionSpace, checkAction } from "./action.ts";
import type { Environment, Step } from "./environment.ts";

/** A deterministic system with states S, and the task in it: what an environment of classic control is made of. */
export interface DynamicalSystem<S, A extends Action> {
  readonly name: string;
  readonly observationSize: number;
  readonly actions: ActionSpace<A>;
  /** Episodes are truncated at this step. */
  readonly maximumSteps: number;
  /** The first state of an episode. */
  drawStart(random: RandomStream): S;
  observe(state: S): Float32Array;
  /** The state after one step. */
  next(state: S, action: A): S;
  reward(state: S, action: A, next: S): number;
  /** Whether an episode is terminated in this state. */
  isTerminal(state: S): boolean;
}

/** The environment that runs `system`, one episode after another. */
export function simulation<S, A extends Action>(system: DynamicalSystem<S, A>): Environment<A> {
  const { name, observationSize, actions, maximumSteps } = system;
  let state: S | undefined;
  let steps = 0;

  function reset(random: RandomStream): Float32Array {
    state = system.drawStart(random);
    steps = 0;
    return system.observe(state);
  }

  function step(action: A): Step {
    if (state === undefined) throw new Error(`${name} has no episode under way: call reset before step`);
    checkAction("action", action, actions);
    const next = system.next(state, action);
    const reward = system.reward(state, action, next);
    steps += 1;
    const terminated = system.isTerminal(next);
    const truncated = steps >= maximumSteps;
    state = terminated || truncated ? undefined : next;
    return { observation: system.observe(next), reward, terminated, truncated };
  }

  return { name, observationSize, actions, reset, step };
}

const countWords = ["no", "one", "two", "three", "four"];

/** Throws a RangeError unless `start`, if given, is one finite number for each of `names`. */
export function checkStart(start: readonly number[] | undefined, names: readonly string[]): void {
  if (start === undefined || (start.length === names.length && start.every(Number.isFinite))) return;
  const rule = `${countWords[names.length]} finite numbers (${names.join(", ")})`;
  throw new RangeError(`start must be ${rule}; got [${start.join(", ")}]`);
}

/** Uniform in [low, high). */
export function drawBetween(low: number, high: number, random: RandomStream): number {
  return low + (high - low) * random.uniform();
}
