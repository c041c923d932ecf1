import { expect, test } from "vitest";
import { init } from "../../src/tensor/init.ts";
import {
  tanhGaussianLogProb,
  tanhGaussianLogProbOfAction,
  tanhGaussianSample,
} from "../../src/tensor/tanh-gaussian.ts";
import { type Expected, loadVectors, mismatches, type Tolerance } from "../conformance.ts";
import { matrixOf } from "./entries.ts";
import { gradientsOf } from "./tape.ts";

await init();

type Input<Name extends string> = Record<"mean" | "logStd" | Name, number[][]>;
type Gradient<Name extends string> = Record<Name, Expected>;

interface FromNoise {
  name: string;
  kind: "fromNoise";
  input: Input<"noise">;
  actionGradient: Gradient<"mean" | "logStd">;
  logProbGradient: Gradient<"mean" | "logStd">;
}

interface FromPreTanh {
  name: string;
  kind: "fromPreTanh";
  input: Input<"preTanh">;
  logProbGradient: Gradient<"mean" | "logStd" | "preTanh">;
}

interface FromAction {
  name: string;
  kind: "fromAction";
  input: Input<"action">;
  logProbGradient: Gradient<"mean" | "logStd" | "action">;
}

interface Boundary {
  name: string;
  kind: "boundary";
}

const { cases, tolerance } = loadVectors<{
  cases: (FromNoise | FromPreTanh | FromAction | Boundary)[];
  tolerance: Record<"gradient" | "gradientInAction", Tolerance>;
}>("tanh-gaussian");

test.for(cases.filter((each) => each.kind === "fromNoise"))(
  "golden $name: the gradients of action and log-density through the tape within the tolerance of the file",
  ({ name, input, actionGradient, logProbGradient }) => {
    const [mean, logStd, noise] = [input.mean, input.logStd, input.noise].map(matrixOf);
    const variables = [mean!, logStd!];
    const sample = () => tanhGaussianSample({ mean: mean!, logStd: logStd! }, noise!);
    const ofAction = gradientsOf(variables, () => sample().action);
    const ofLogProb = gradientsOf(variables, () => sample().logProb);
    for (const [i, key] of (["mean", "logStd"] as const).entries()) {
      expect(mismatches(name, ofAction[i]!, actionGradient[key], tolerance.gradient)).toEqual([]);
      expect(mismatches(name, ofLogProb[i]!, logProbGradient[key], tolerance.gradient)).toEqual([]);
    }
  },
);

test.for(cases.filter((each) => each.kind === "fromPreTanh"))(
  "golden $name: the gradients of the log-density through the tape within the tolerance of the file",
  ({ name, input, logProbGradient }) => {
    const [mean, logStd, preTanh] = [input.mean, input.logStd, input.preTanh].map(matrixOf);
    const gaussians = { mean: mean!, logStd: logStd! };
    const got = gradientsOf([mean!, logStd!, preTanh!], () => tanhGaussianLogProb(preTanh!, gaussians));
    for (const [i, key] of (["mean", "logStd", "preTanh"] as const).entries()) {
      expect(mismatches(name, got[i]!, logProbGradient[key], tolerance.gradient)).toEqual([]);
    }
  },
);

test.for(cases.filter((each) => each.kind === "fromAction"))(
  "golden $name: the gradients of an action's log-density through the tape within the tolerance of the file",
  ({ name, input, logProbGradient }) => {
    const [mean, logStd, action] = [input.mean, input.logStd, input.action].map(matrixOf);
    const gaussians = { mean: mean!, logStd: logStd! };
    const got = gradientsOf([mean!, logStd!, action!], () => tanhGaussianLogProbOfAction(action!, gaussians));
    for (const [i, key] of (["mean", "logStd"] as const).entries()) {
      expect(mismatches(name, got[i]!, logProbGradient[key], tolerance.gradient)).toEqual([]);
    }
    expect(mismatches(name, got[2]!, logProbGradient.action, tolerance.gradientInAction)).toEqual([]);
  },
);
