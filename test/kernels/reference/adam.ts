/** Settings of one optimizer, in the order of the block that the kernel reads. */
export interface AdamSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly l2Decay: number;
  readonly weightDecay: number;
  /** 0 for no schedule. */
  readonly decaySteps: number;
}

export interface AdamState {
  readonly parameter: number;
  readonly firstMoment: number;
  readonly secondMoment: number;
}

/** 0 below the smallest normal float32. */
function normal(x: number): number {
  return Math.abs(x) < 2 ** -126 ? 0 : x;
}

/** One parameter's step number `step`, counted from 1. */
export function adam(state: AdamState, gradient: number, settings: AdamSettings, step: number): AdamState {
  const { beta1, beta2, epsilon, l2Decay, weightDecay } = settings;
  const learningRate = stepSize(settings, step);
  const g = gradient + l2Decay * state.parameter;
  const firstMoment = beta1 * state.firstMoment + (1 - beta1) * g;
  const secondMoment = beta2 * state.secondMoment + normal((1 - beta2) * g * g);
  const unbiased = firstMoment / (1 - beta1 ** step);
  const deviation = Math.sqrt(secondMoment / (1 - beta2 ** step));
  const shrunk = state.parameter * (1 - learningRate * weightDecay);
  const kept = step % 64 === 0 ? normal : (x: number) => x;
  return {
    parameter: shrunk - (learningRate * unbiased) / (deviation + epsilon),
    firstMoment: kept(firstMoment),
    secondMoment: kept(secondMoment),
  };
}

/** The step size of step number `step`, counted from 1. */
export function stepSize({ learningRate, decaySteps }: AdamSettings, step: number): number {
  if (decaySteps === 0) return learningRate;
  if (step > decaySteps) return 0;
  return (learningRate * (1 + Math.cos((Math.PI * (step - 1)) / decaySteps))) / 2;
}

/** The block as it stands before step number `step`, when the powers of β have been advanced. */
export function settingsBlock(settings: AdamSettings, step: number): Float64Array {
  const { learningRate, beta1, beta2, epsilon, l2Decay, weightDecay, decaySteps } = settings;
  return Float64Array.of(
    learningRate,
    beta1,
    beta2,
    epsilon,
    l2Decay,
    weightDecay,
    beta1 ** step,
    beta2 ** step,
    step,
    decaySteps,
    stepSize(settings, step),
  );
}
