import { exp, type Scalar, scalar, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import { temperatureLoss } from "../losses/entropy-regularized.ts";
import { variableName } from "../networks/variable-name.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { finite, notNegative, positive, type Rules, refuseUnused } from "./config.ts";

/** α, what a unit of entropy is worth: a number, or one that is learned so that the entropy meets a target. */
export interface Temperature {
  readonly variables: readonly Variable[];
  value(): Scalar;
  /** Moves α after a step in which the policy had this entropy; what is to be reported of α, before the move. */
  adapt(entropy: Scalar): Record<string, Scalar>;
  dispose(): void;
}

/** Settings of the temperature. */
export interface TemperatureConfig {
  /** α, fixed. Default: learned. Not with targetEntropy, temperatureLearningRate. */
  readonly temperature?: number;
  /** Entropy in nats that α is to hold, for actions scaled to [−1, 1]. Default: −(numbers in an action). */
  readonly targetEntropy?: number;
  /** Step size of α's Adam. Default 3e-4. */
  readonly temperatureLearningRate?: number;
}

export const temperatureRules: Rules<TemperatureConfig> = {
  temperature: notNegative,
  targetEntropy: finite,
  temperatureLearningRate: positive,
};

/** The temperature that the settings ask for. Throws a RangeError for one that has no effect beside the others. */
export function temperatureOf(algorithm: string, config: TemperatureConfig, actionSize: number): Temperature {
  return temperatureFor(algorithm, config, -actionSize);
}

/** The same where the target is another unless it is given. */
export function temperatureFor(
  algorithm: string,
  config: TemperatureConfig,
  usualTargetEntropy: number,
): Temperature {
  const { temperature, targetEntropy = usualTargetEntropy } = config;
  const { temperatureLearningRate: learningRate = 3e-4 } = config;
  if (temperature === undefined) return learnedTemperature({ targetEntropy, learningRate });
  refuseUnused(algorithm, config, [
    ["targetEntropy", true, "has no effect when temperature is given"],
    ["temperatureLearningRate", true, "has no effect when temperature is given"],
  ]);
  return fixedTemperature(temperature);
}

export function fixedTemperature(temperature: number): Temperature {
  return { variables: [], value: () => scalar(temperature), adapt: () => ({}), dispose: () => undefined };
}

export interface LearnedTemperature {
  /** Entropy in nats that the policy is to have. */
  readonly targetEntropy: number;
  readonly learningRate: number;
  /** α before the first step, positive. Default 1. */
  readonly initial?: number;
}

/** α = e^logα by gradient descent on `temperatureLoss` (arXiv:1812.05905, section 5). */
export function learnedTemperature({
  targetEntropy,
  learningRate,
  initial = 1,
}: LearnedTemperature): Temperature {
  const logTemperature = tidy(() =>
    variable(scalar(Math.log(initial)), true, variableName("log of the temperature")),
  );
  const optimizer = adam([logTemperature], { learningRate });
  return {
    variables: [logTemperature, ...optimizer.state],
    value: () => exp(logTemperature),
    adapt(entropy) {
      const temperature = exp<Scalar>(logTemperature);
      const { loss } = minimize("the loss of the temperature", optimizer, () => ({
        loss: temperatureLoss(logTemperature, entropy, targetEntropy),
      }));
      return { temperature, temperatureLoss: loss };
    },
    dispose() {
      optimizer.dispose();
      logTemperature.dispose();
    },
  };
}
