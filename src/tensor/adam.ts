import { type Tensor, tidy, type Variable, variable, zeros } from "@tensorflow/tfjs-core";
import { refuseUnknown } from "../kernels/options.ts";
import { checkNotNegative, checkPositive, checkSize, shown } from "../kernels/shape.ts";
import { acceleratedBackend } from "./backend.ts";
import { heapView } from "./heap-view.ts";
import { checkSameShape, checkTypes, refuseDisposed } from "./op.ts";
import { ownData } from "./own-data.ts";

/** Settings of Adam; the defaults are the paper's. */
export interface AdamConfig {
  /** Step size α, positive. */
  readonly learningRate: number;
  /** Decay β₁ of the first moment, in [0, 1). Default 0.9. */
  readonly beta1?: number;
  /** Decay β₂ of the second moment, in [0, 1). Default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment. Default 1e-8. */
  readonly epsilon?: number;
  /** L2 penalty: decay · parameter is added to the gradient. Default 0. */
  readonly l2Decay?: number;
  /** Decoupled decay (AdamW): parameters shrink by learningRate · decay before the step. Default 0. */
  readonly weightDecay?: number;
  /**
   * T: the step size falls to 0 along half a cosine, learningRate · ½ (1 + cos(π t/T)) after t steps (SGDR without restarts,
   * Loshchilov & Hutter 2017, arXiv:1608.03983, eq. 5). From T on nothing changes any more. Default: it stays.
   */
  readonly decaySteps?: number;
}

/** An optimizer of some variables, with its state on the heap. */
export interface Adam {
  readonly variables: readonly Variable[];
  /** Moments and settings; what has to be saved with the variables to go on where training stopped. */
  readonly state: readonly Variable[];
  /** Steps taken so far. */
  steps(): number;
  /**
   * Whether the steps taken are a multiple of `interval`: the turn of what is done every so many steps. A captured function
   * that asks has a program for each answer.
   */
  isTurn(interval: number): boolean;
  /** Whether at least `count` steps were taken, always for 0: the end of a warm start. A captured function has a program for each answer. */
  hasTaken(count: number): boolean;
  /** The step size from the next step on, also of captured functions; with decaySteps that from which it falls. */
  setLearningRate(learningRate: number): void;
  /** One step in place; `gradients[i]` belongs to `variables[i]`. */
  step(gradients: readonly Tensor[]): void;
  dispose(): void;
}

const settingNames = ["learningRate", "beta1", "beta2", "epsilon", "l2Decay", "weightDecay", "decaySteps"];

/** Where the steps taken stand among the float64 settings. */
const STEPS = 8;

/** In the order of assembly/adam.ts: settings, the two powers of β, the steps taken, the steps of the schedule and its step size. */
function settingsOf(config: AdamConfig): number[] {
  refuseUnknown("adam", "setting", config, settingNames);
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, l2Decay = 0, weightDecay = 0 } = config;
  checkPositive("learningRate", learningRate);
  checkPositive("epsilon", epsilon);
  for (const [name, value] of Object.entries({ beta1, beta2 })) {
    if (!(typeof value === "number" && value >= 0 && value < 1)) {
      throw new RangeError(`${name} must lie in [0, 1); got ${shown(value)}`);
    }
  }
  for (const [name, value] of Object.entries({ l2Decay, weightDecay })) checkNotNegative(name, value);
  if (config.decaySteps !== undefined) checkSize("decaySteps", config.decaySteps);
  return [learningRate, beta1, beta2, epsilon, l2Decay, weightDecay, 1, 1, 0, config.decaySteps ?? 0, 0];
}

/**
 * Adam (Kingma & Ba 2015, arXiv:1412.6980) or AdamW (arXiv:1711.05101), updating the variables in place, as its
 * state. One that shares its data with another tensor, such as a clone of it, gets data of its own first.
 */
export function adam(variables: readonly Variable[], config: AdamConfig): Adam {
  const values = settingsOf(config);
  for (const parameter of variables) checkTypes({ [parameter.name]: parameter });
  const backend = acceleratedBackend();
  const settings = tidy(() => variable(zeros([backend.kernels.adamSettingsBytes() / 4]), false));
  backend.doubles(settings).set(values);
  const moments = variables.map(({ shape }) =>
    tidy(() => [variable(zeros(shape), false), variable(zeros(shape), false)] as const),
  );
  const refuseDisposedState = (): void => refuseDisposed("adam", { "the state": settings });
  const view = heapView(
    () => backend.doubles(settings),
    ({ byteOffset }) => byteOffset === backend.getMemoryOffset(settings.dataId),
  );
  const stepsTaken = (): number => {
    if (settings.isDisposed) refuseDisposedState();
    return view()[STEPS]!;
  };
  const answer = (ask: (steps: number) => boolean): boolean => {
    const { recorder } = backend;
    if (recorder === undefined) return ask(stepsTaken());
    const stepsBefore = recorder.launches("adamAdvance", backend.address(settings));
    return recorder.answer({ steps: stepsTaken, ask, stepsBefore });
  };
  return {
    variables,
    state: [settings, ...moments.flat()],
    steps() {
      backend.recorder?.refuse("it reads the steps of an optimizer; ask isTurn(interval)");
      return stepsTaken();
    },
    isTurn(interval) {
      checkSize("interval", interval);
      return interval === 1 || answer((steps) => steps % interval === 0);
    },
    hasTaken(count) {
      if (count === 0) return true;
      checkSize("count", count);
      return answer((steps) => steps >= count);
    },
    setLearningRate(learningRate) {
      checkPositive("learningRate", learningRate);
      refuseDisposedState();
      backend.recorder?.refuse("it sets a learning rate; do so between runs");
      ownData(settings);
      backend.doubles(settings)[0] = learningRate;
    },
    step(gradients) {
      refuseDisposedState();
      checkGradients(variables, gradients);
      const { kernels } = backend;
      ownData(settings);
      kernels.adamAdvance(backend.address(settings));
      variables.forEach((parameter, i) => {
        const [first, second] = moments[i]!;
        for (const each of [parameter, first, second]) ownData(each);
        kernels.adam(
          backend.address(parameter),
          backend.address(first),
          backend.address(second),
          backend.address(gradients[i]!),
          backend.address(settings),
          parameter.size,
        );
      });
    },
    dispose() {
      for (const tensor of [settings, ...moments.flat()]) tensor.dispose();
    },
  };
}

function checkGradients(variables: readonly Variable[], gradients: readonly Tensor[]): void {
  if (gradients.length !== variables.length) {
    throw new RangeError(
      `a step needs a gradient for each of ${variables.length} variables; got ${gradients.length}`,
    );
  }
  variables.forEach((parameter, i) => {
    const gradient = gradients[i]!;
    refuseDisposed(parameter.name, { value: parameter, gradient });
    checkTypes({ [`the gradient of ${parameter.name}`]: gradient });
    checkSameShape("a variable and its gradient", parameter, gradient);
  });
}
