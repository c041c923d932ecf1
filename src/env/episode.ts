import type { RandomStream } from "../kernels/random.ts";
import { type Action, checkAction } from "./action.ts";
import type { Environment } from "./environment.ts";
import type { Policy } from "./policy.ts";

/** One step of an episode: s, a, r, s′ and how it ended. s′ is the true successor, also at the end. */
export interface Transition<A extends Action = number> {
  readonly observation: Float32Array;
  readonly action: A;
  readonly reward: number;
  readonly nextObservation: Float32Array;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

/**
 * The transitions of one episode, from a start drawn from `random` until it is terminated or truncated. Throws a
 * RangeError when `policy` returns something else than an action of the environment.
 */
export function* episode<A extends Action>(
  environment: Environment<A>,
  policy: Policy<A>,
  random: RandomStream,
): Generator<Transition<A>> {
  policy.startEpisode?.();
  let observation = environment.reset(random);
  let ended = false;
  while (!ended) {
    const action = policy.act(observation);
    checkAction("the result of act(observation)", action, environment.actions);
    const { observation: nextObservation, reward, terminated, truncated } = environment.step(action);
    yield { observation, action, reward, nextObservation, terminated, truncated };
    observation = nextObservation;
    ended = terminated || truncated;
  }
}
