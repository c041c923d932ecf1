import { tensor1d, tidy, variable } from "@tensorflow/tfjs-core";
import { adam, capture } from "../../src/index.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { type Case, microseconds, type Variant } from "../case.ts";
import { numbers } from "../numbers.ts";

const COUNT = 72_000;

/** As many parameters as a network of 23-256-256-1 has, in one piece. */
export function adamInput() {
  return {
    parameters: numbers("parameters", COUNT),
    gradients: numbers("gradients", COUNT),
    learningRate: 3e-4,
  };
}

export function adamCases(): Case[] {
  return [{ name: "adam/72k", unit: microseconds, ours: captured(), op: eager(), naive: naive() }];
}

/** One step for the parameters, and what they then are. */
function problem() {
  const { parameters, gradients, learningRate } = adamInput();
  const parameter = tidy(() => variable(tensor1d(parameters)));
  const gradient = tensor1d(gradients);
  const optimizer = adam([parameter], { learningRate });
  return {
    step: () => optimizer.step([gradient]),
    entries: () => acceleratedBackend().floats(parameter).slice(),
  };
}

function captured(): Variant {
  const { step, entries } = problem();
  const program = capture(step);
  return {
    call: () => program.run(),
    result() {
      program.run(9);
      return entries();
    },
  };
}

function eager(): Variant {
  const { step, entries } = problem();
  return {
    call: step,
    result() {
      for (let i = 0; i < 10; i++) step();
      return entries();
    },
  };
}

function naive(): Variant {
  const { parameters, gradients, learningRate } = adamInput();
  const [first, second] = [new Float32Array(COUNT), new Float32Array(COUNT)];
  let steps = 0;
  const call = (): void => {
    steps++;
    const rate = learningRate / (1 - 0.9 ** steps);
    const correction = 1 / (1 - 0.999 ** steps);
    for (let i = 0; i < COUNT; i++) {
      const gradient = gradients[i]!;
      first[i] = 0.9 * first[i]! + 0.1 * gradient;
      second[i] = 0.999 * second[i]! + 0.001 * gradient * gradient;
      parameters[i]! -= (rate * first[i]!) / (Math.sqrt(second[i]! * correction) + 1e-8);
    }
  };
  return {
    call,
    result() {
      for (let i = 0; i < 10; i++) call();
      return parameters.slice();
    },
  };
}
