import type { RandomStream } from "../kernels/random.ts";
import { checkDiscreteAction } from "./discrete-action.ts";
import type { Environment } from "./environment.ts";
import type { Policy } from "./policy.ts";

/** One step of an episode: s, a, r, s′ and how it ended. s′ is the true successor, also at the end. */
export interface Transition {
  readonly observation: Float32Array;
  readonly action: number;
  readonly reward: number;
  readonly nextObservation: Float32Array;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

/**
 * The transitions of one episode, from a start drawn from `random` until it is terminated or truncated. Throws a
 * RangeError when `policy` returns something else than an action of the environment.
 */
export function* episode(
  environment: Environment,
  policy: Policy,
  random: RandomStream,
): Generator<Transition> {
  let observation = environment.reset(random);
  let ended = false;
  while (!ended) {
    const action = policy.act(observation);
    checkDiscreteAction("the result of act(observation)", action, environment.actionCount);
    const { observation: nextObservation, reward, terminated, truncated } = environment.step(action);
    yield { observation, action, reward, nextObservation, terminated, truncated };
    observation = nextObservation;
    ended = terminated || truncated;
  }
}
