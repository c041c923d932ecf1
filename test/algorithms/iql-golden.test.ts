import { stack, tensor1d, tensor2d, type Variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { iql } from "../../src/algorithms/iql.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { init } from "../../src/tensor/init.ts";
import type { GoldenCase, GoldenLayer } from "../losses/golden.ts";
import { continuousGolden } from "../losses/golden-continuous.ts";
import { entriesOf } from "../tensor/entries.ts";
import { firstAdamStep } from "./golden-step.ts";

await init();

const { file, cases, batch } = continuousGolden<GoldenCase>("iql");
const caseOf = (name: string) => cases.find((each) => each.name === name)!;

const spec: DatasetSpec = {
  observationSize: 3,
  observationMean: [0, 0, 0],
  observationStd: [1, 1, 1],
  actions: { kind: "continuous", size: 2, low: [-1, -1], high: [1, 1] },
};

const learningRate = 0.01;
/** Too small for V to move, so that the critics and the policy meet the file's. */
const valueLearningRate = 1e-12;

const parts = ["kernel", "bias"] as const;

/** Kernel and bias of every layer of a network, or of the members of an ensemble. */
function variablesOf(variables: readonly Variable[], network: string): Variable[] {
  return [0, 1, 2].flatMap((layer) =>
    parts.map(
      (part) => variables.find(({ name }) => name.startsWith(`${part} of ${network} layer ${layer} `))!,
    ),
  );
}

function tensorsOf(layers: readonly GoldenLayer[]) {
  return layers.flatMap(({ kernel, bias }) => [
    tensor2d(kernel.flat(), [kernel.length, bias.length]),
    tensor1d([...bias]),
  ]);
}

function assign(variables: readonly Variable[], network: string, names: readonly string[]): void {
  const members = names.map((name) => tensorsOf(file.networks[name]!));
  variablesOf(variables, network).forEach((variable, i) => {
    const tensors = members.map((tensors) => tensors[i]!);
    variable.assign(names.length === 1 ? tensors[0]! : stack(tensors));
  });
}

test("golden step: the losses that update reports, and the weights after Adam's first step", () => {
  const algorithm = iql(spec, {
    hiddenSizes: [5, 5],
    standardizeObservations: false,
    expectile: 0.75,
    inverseTemperature: 4,
    criticLearningRate: learningRate,
    policyLearningRate: learningRate,
    valueLearningRate,
  });
  const { variables } = algorithm;
  assign(variables, "the critics", ["q1", "q2"]);
  assign(variables, "the target critics", ["q1Target", "q2Target"]);
  assign(variables, "the state value", ["value"]);
  assign(variables, "the policy", ["meanPolicy"]);
  const logStd = variables.find(({ name }) => name.startsWith("log std of the policy"))!;
  logStd.assign(tensor1d([file.parameters.logStd!].flat()));
  const reported = algorithm.update(batch);
  const { value } = caseOf("value-expectile-0.75").losses;
  const { critic } = caseOf("critic").losses;
  const { policy } = caseOf("actor-gaussian").losses;
  const losses = { valueLoss: value!, criticLoss: critic!, policyLoss: policy! };
  for (const [name, golden] of Object.entries(losses)) {
    const [loss] = entriesOf(reported[name]!);
    expect(Math.abs(loss! / golden.value - 1), name).toBeLessThan(1e-4);
  }
  const moved = [
    { network: "the critics", names: ["q1", "q2"], gradients: critic!.gradients.networks },
    { network: "the policy", names: ["meanPolicy"], gradients: policy!.gradients.networks },
  ];
  for (const { network, names, gradients } of moved) {
    const flat = (layers: Readonly<Record<string, readonly GoldenLayer[]>>, i: number) =>
      names.flatMap((name) => entriesOf(tensorsOf(layers[name]!)[i]!));
    variablesOf(variables, network).forEach((variable, i) => {
      const gradient = flat(gradients, i);
      const expected = flat(file.networks, i).map((w, j) => firstAdamStep(w, gradient[j]!, learningRate));
      const errors = entriesOf(variable).map((w, j) => Math.abs(w - expected[j]!));
      expect(Math.max(...errors), variable.name).toBeLessThan(2e-6);
    });
  }
  algorithm.dispose();
});
