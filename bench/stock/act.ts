import * as tf from "@tensorflow/tfjs";
import type { Variant } from "../case.ts";
import { type ActingProblem, actingObservations } from "../cases/act.ts";
import { observationSize } from "../cases/training-problem.ts";
import { apply } from "./mlp.ts";
import { variablesOf } from "./train.ts";

/** The best actions by a network, as one writes it in tfjs. */
export function stockActing(problem: ActingProblem): Variant {
  const weights = variablesOf(problem.network, "online");
  const observations = actingObservations(problem);
  const act = () =>
    tf.tidy(() => {
      const x = tf.tensor2d(observations, [problem.rows, observationSize]);
      return apply(weights, x).argMax(1).dataSync();
    });
  return { call: () => void act(), result: act };
}
