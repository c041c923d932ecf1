import type { Scalar, Variable } from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { type DeterministicActor, deterministicActor } from "../networks/deterministic-actor.ts";
import type { LayerOptions } from "../networks/mlp.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { polyak } from "../tensor/polyak.ts";
import type { ActorCriticConfig } from "./actor-critic-config.ts";
import type { ContinuousInputs } from "./continuous-inputs.ts";

/** A deterministic policy, its target and its optimizer. */
export interface DeterministicPolicy {
  readonly variables: readonly Variable[];
  readonly online: DeterministicActor;
  readonly target: DeterministicActor;
  /** One step on a loss of the online policy; the loss and what comes with it, before the step. */
  minimize<Parts extends { readonly [part: string]: Scalar; readonly loss: Scalar }>(
    evaluate: () => Parts,
  ): { [Part in keyof Parts]: Scalar };
  /** Lets the target policy follow. */
  follow(): void;
  dispose(): void;
}

/** A policy whose weights start from the seed. */
export function deterministicPolicy(
  { observationSize, actionSize }: ContinuousInputs,
  config: Pick<ActorCriticConfig, "hiddenSizes" | "policyLearningRate" | "targetUpdateRate" | "seed">,
  options: LayerOptions = {},
): DeterministicPolicy {
  const shape = { sizes: [observationSize, ...config.hiddenSizes], actionSize, ...options };
  const online = deterministicActor("the policy", shape, randomStream(config.seed, "policy"));
  const target = online.copy("the target policy");
  const optimizer = adam(online.variables, { learningRate: config.policyLearningRate });
  return {
    variables: [...online.variables, ...target.variables, ...optimizer.state],
    online,
    target,
    minimize: (evaluate) => minimize("the policy's loss", optimizer, evaluate),
    follow: () => polyak(target.variables, online.variables, config.targetUpdateRate),
    dispose() {
      for (const part of [optimizer, online, target]) part.dispose();
    },
  };
}
