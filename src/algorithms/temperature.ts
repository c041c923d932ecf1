import { exp, type Scalar, scalar, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import { temperatureLoss } from "../losses/entropy-regularized.ts";
import { variableName } from "../networks/variable-name.ts";
import { adam } from "../tensor/adam.ts";
import { minimize } from "../tensor/minimize.ts";
import { finite, notNegative, positive, type Rules, type Unused } from "./config.ts";

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

/** Settings that have no effect beside a fixed temperature, for `refuseUnused`. */
export function unusedInTemperature({
  temperature,
}: TemperatureConfig): readonly Unused<TemperatureConfig>[] {
  const isFixed = temperature !== undefined;
  return [
    ["targetEntropy", isFixed, "has no effect beside a fixed temperature"],
    ["temperatureLearningRate", isFixed, "has no effect beside a fixed temperature"],
  ];
}

/**
 * The temperature that the settings ask for.
 *
 * @param usualTargetEntropy the target unless the settings have one
 */
export function temperatureOf(config: TemperatureConfig, usualTargetEntropy: number): Temperature {
  const { temperature, targetEntropy = usualTargetEntropy, temperatureLearningRate = 3e-4 } = config;
  if (temperature !== undefined) return fixedTemperature(temperature);
  return learnedTemperature(targetEntropy, temperatureLearningRate);
}

function fixedTemperature(temperature: number): Temperature {
  return { variables: [], value: () => scalar(temperature), adapt: () => ({}), dispose: () => undefined };
}

/** α = e^logα by gradient descent on `temperatureLoss` (arXiv:1812.05905, section 5). It starts at 1. */
function learnedTemperature(targetEntropy: number, learningRate: number): Temperature {
  const logTemperature = tidy(() => variable(scalar(0), true, variableName("log of the temperature")));
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
