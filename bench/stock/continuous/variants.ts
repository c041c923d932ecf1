import * as tf from "@tensorflow/tfjs";
import type { Variant } from "../../case.ts";
import {
  type ContinuousAlgorithmName,
  continuousAlgorithmNames,
  continuousName,
  firstStepLosses,
  stepsPerCall,
} from "../../cases/continuous-problem.ts";
import { stockCql } from "./cql.ts";
import { stockIql } from "./iql.ts";
import { type Noise, seededNoise, tfjsNoise } from "./noise.ts";
import { stockSac } from "./sac.ts";
import type { Step } from "./step.ts";
import { stockTd3Bc } from "./td3-bc.ts";

const learners: Record<ContinuousAlgorithmName, (noise: Noise) => Step> = {
  td3bc: stockTd3Bc,
  iql: stockIql,
  sac: stockSac,
  cql: stockCql,
};

/** Training steps in stock tfjs, by the names of their cases. */
export function continuousVariants(): [string, Variant][] {
  return continuousAlgorithmNames.map((algorithm) => [continuousName(algorithm), variant(algorithm)]);
}

/** Steps with new noise are timed; the first losses of a learner with seeded noise are compared. */
function variant(algorithm: ContinuousAlgorithmName): Variant {
  const step = learners[algorithm](tfjsNoise);
  const steps = stepsPerCall(algorithm);
  return {
    call() {
      for (let i = 0; i < steps; i++) tf.tidy(() => void step());
    },
    result() {
      const compared = learners[algorithm](seededNoise());
      return firstStepLosses(algorithm, () => tf.tidy(() => compared().map((loss) => loss.dataSync()[0]!)));
    },
  };
}
