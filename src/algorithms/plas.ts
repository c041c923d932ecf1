import type { DatasetSpec } from "../dataset/spec.ts";
import { randomStream } from "../kernels/random.ts";
import { deterministicPolicyLoss } from "../losses/deterministic-policy.ts";
import type { Actor } from "../networks/actor.ts";
import { latentActor } from "../networks/latent-actor.ts";
import { noPerturbation, perturbation } from "../networks/perturbation.ts";
import { type ActorCriticConfig, actorCriticDefaults, actorCriticRules } from "./actor-critic-config.ts";
import { noisyPolicies } from "./actor-policies.ts";
import type { ActorCriticAlgorithm } from "./algorithm.ts";
import { fraction, notNegative, positive, type Rules, refuseUnused, resolveConfig } from "./config.ts";
import { continuousInputs } from "./continuous-inputs.ts";
import { actorCriticLearner } from "./continuous-learner.ts";
import { critics } from "./critics.ts";
import { checkBehavior, checkScaling } from "./fitted-behavior.ts";
import { type FollowedNetwork, followedNetwork } from "./followed-network.ts";
import { type QuantileConfig, quantileRules } from "./quantile-config.ts";
import { samplingOf } from "./sampling.ts";
import type { VaeBehaviorCloning } from "./vae-behavior-cloning.ts";

/**
 * Settings of `plas`; the defaults are those of the published code: hiddenSizes [400, 300], a step size of 1e-4 for the policy
 * and of 1e-3 for the critics, batches of 100. Equations are those of arXiv:2011.07213.
 */
export interface PlasConfig extends ActorCriticConfig, QuantileConfig {
  /** Largest size of a number in the policy's latents. Default 2: most of N(0, 1), which the behavior model decodes. */
  readonly latentLimit: number;
  /** Φ: how far an action may be moved from the decoded one, for actions scaled to [−1, 1]. Default 0: not at all. */
  readonly perturbationLimit: number;
  /** The weight of the least critic in a target, from 0 to 1; the largest has the rest. Default 0.75. */
  readonly minimumWeight: number;
  /** σ of the noise of `explorer`, for actions scaled to [−1, 1]. Default 0.1. */
  readonly explorationNoise: number;
}

/** Settings of `plas` as they are given: all but the behavior model have defaults. */
export interface PlasSettings extends Partial<PlasConfig> {
  /** The behavior model, fitted before on the same log; it has to outlive the algorithm, which does not train it. */
  readonly behavior: VaeBehaviorCloning;
}

export const plasDefaults: Readonly<PlasConfig> = Object.freeze({
  ...actorCriticDefaults,
  hiddenSizes: Object.freeze([400, 300]),
  policyLearningRate: 1e-4,
  criticLearningRate: 1e-3,
  batchSize: 100,
  latentLimit: 2,
  perturbationLimit: 0,
  minimumWeight: 0.75,
  explorationNoise: 0.1,
});

const rules: Rules<PlasConfig> = {
  ...actorCriticRules,
  ...quantileRules,
  latentLimit: positive,
  perturbationLimit: notNegative,
  minimumWeight: fraction,
  explorationNoise: positive,
};

/**
 * Policy in the latent action space (Zhou et al. 2020, arXiv:2011.07213, algorithm 1): the policy chooses a latent, which the
 * decoder d of a behavior model turns into an action that the log may contain:
 *
 *     π(s) = tanh d(s, limit · tanh m(s)),  moved by at most Φ where perturbationLimit says so
 *     y = r + γ (1 − terminated) · (w min_i Q̄_i(s′, π̄(s′)) + (1 − w) max_i Q̄_i(s′, π̄(s′)))
 *     L_Q = Σ_i mean (Q_i(s, a) − y)²
 *     L_π = −mean Q_1(s, π(s))
 *
 * The behavior model is fitted first, by imitation, and left as it is:
 *
 *     const behavior = vaeBehaviorCloning(log.spec);
 *     for await (const _ of fit(behavior, log, { steps })) { … }
 *     const algorithm = plas(log.spec, { behavior });
 */
export function plas(spec: DatasetSpec, { behavior, ...given }: PlasSettings): ActorCriticAlgorithm {
  const config = resolveConfig("plas", rules, plasDefaults, given);
  refuseUnused("plas", given, [
    ["minimumWeight", config.criticCount === 1, "has no effect when criticCount is 1"],
  ]);
  checkBehavior("plas", spec, behavior, "vaeBehaviorCloning");
  checkScaling("plas", behavior, config);
  const inputs = continuousInputs(spec, config);
  const q = critics(inputs, config);
  const policy = followedPolicy(behavior, config);
  const act = policy.online.mode;
  return actorCriticLearner({
    name: "PLAS",
    spec,
    sampling: samplingOf(config),
    inputs,
    critics: q,
    parts: [policy],
    policies: noisyPolicies(inputs, act, config.explorationNoise),
    act,
    update(batch) {
      const { observations, nextObservations } = batch;
      const nextReturns = q.targetReturns(nextObservations, policy.target.mode(nextObservations));
      const targets = q.targetsOfReturns(batch, nextReturns, config.minimumWeight);
      const criticLoss = q.fit(batch, targets);
      const { loss: policyLoss } = policy.minimize(() => ({
        loss: deterministicPolicyLoss(q.firstValues(observations, act(observations))),
      }));
      q.follow();
      policy.follow();
      return { criticLoss, policyLoss };
    },
  });
}

function followedPolicy(
  { vae, inputs: { observationSize, actionSize } }: VaeBehaviorCloning,
  { hiddenSizes, perturbationLimit, latentLimit: limit, seed, ...config }: PlasConfig,
): FollowedNetwork<Actor> {
  const sizes = [observationSize, ...hiddenSizes];
  const moving = (name: string) =>
    perturbationLimit === 0
      ? noPerturbation()
      : perturbation(
          `the perturbation of ${name}`,
          { sizes, actionSize },
          perturbationLimit,
          randomStream(seed, "perturbation"),
        );
  return followedNetwork(
    "the policy",
    (name) => latentActor(name, { sizes }, { vae, limit }, moving(name), randomStream(seed, "policy")),
    { learningRate: config.policyLearningRate, targetUpdateRate: config.targetUpdateRate },
  );
}
