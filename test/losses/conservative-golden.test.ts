import { add, mul, type Scalar, type Tensor1D, type Tensor2D, variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import {
  behaviorMaximizerValue,
  conservativePenalty,
  entropyMaximizerValue,
  expectedValue,
  uniformValue,
} from "../../src/losses/conservative.ts";
import { temporalDifferenceLoss } from "../../src/losses/temporal-difference.ts";
import { greedyTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { softmax } from "../../src/tensor/softmax.ts";
import { takePerRow } from "../../src/tensor/take-per-row.ts";
import {
  type GoldenCase,
  goldenBatch,
  goldenNetworks,
  intermediateMismatches,
  loadLosses,
  lossDifferences,
  type Matrix,
  matrixOf,
  outputDifferences,
} from "./golden.ts";

await init();

interface Case extends GoldenCase {
  readonly config: { readonly conservativeWeight: number; readonly temperature?: number };
  readonly intermediates: { readonly q: Matrix };
}

const file = loadLosses<Case>("discrete-cql");
const networks = goldenNetworks(file);
const batch = goldenBatch(file);
const behaviorProbabilities = matrixOf(file.draws.behaviorProbabilities!);

// the cases of the multiplier are in lagrange-golden.test.ts
const cases = file.cases.filter(({ name }) => !name.startsWith("lagrange"));

function policyProbabilities(): Tensor2D {
  return softmax(networks.policy!.apply(batch.observations));
}

/** What each case pushes down, and the name of that in the file if it is there. */
const pushedDown: Record<string, (values: Tensor2D, temperature: number) => Tensor1D> = {
  "cql-h": entropyMaximizerValue,
  "cql-h-temperature": entropyMaximizerValue,
  "push-down-policy": (values) => expectedValue(values, policyProbabilities()),
  "push-down-softmax-q": (values, temperature) => expectedValue(values, softmax(values, temperature)),
  "push-down-uniform": uniformValue,
  "cql-policy": (values) => expectedValue(values, policyProbabilities()),
  "cql-uniform": uniformValue,
  "cql-rho": (values) => behaviorMaximizerValue(values, behaviorProbabilities),
};

function partsOf({ name, config }: Case, values: Tensor2D) {
  const targets = greedyTarget(
    batch,
    networks.qTarget!.apply(batch.nextObservations),
    networks.q!.apply(batch.nextObservations),
  );
  const qOfActions = takePerRow(values, batch.actions);
  const down = pushedDown[name]!(values, config.temperature ?? 1);
  return {
    targets,
    qOfActions,
    temporalDifference: temporalDifferenceLoss(qOfActions, targets, "huber"),
    penalty: conservativePenalty(down, name.startsWith("push-down") ? undefined : qOfActions),
    down,
  };
}

test("the file has 8 forms of the penalty", () => {
  expect(cases.map(({ name }) => name)).toEqual(Object.keys(pushedDown));
});

test.for(cases)("golden $name: targets, error and penalty", (golden) => {
  const q = networks.q!.apply(batch.observations);
  const { down, ...parts } = partsOf(golden, q);
  const isLogSumExp = "logSumExp" in golden.intermediates;
  const got = { q, ...parts, ...(isLogSumExp && { logSumExp: down }) };
  expect(intermediateMismatches(file, golden, got)).toEqual([]);
});

test.for(cases)(
  "golden $name: penalty, loss and their gradients in weights and values, and none by way of targets and distributions",
  (golden) => {
    const lossesOf: Record<string, (values: Tensor2D) => Scalar> = {
      penalty: (values) => partsOf(golden, values).penalty,
      q(values) {
        const { temporalDifference, penalty } = partsOf(golden, values);
        return add(temporalDifference, mul(golden.config.conservativeWeight, penalty));
      },
    };
    expect(Object.keys(golden.losses).sort()).toEqual(Object.keys(lossesOf));
    const values = variable(matrixOf(golden.intermediates.q));
    for (const [name, lossOf] of Object.entries(lossesOf)) {
      const expected = golden.losses[name]!;
      const evaluate = () => lossOf(networks.q!.apply(batch.observations));
      expect(lossDifferences(file, expected, networks, evaluate)).toEqual([]);
      const output = expected.gradients.outputs.q!;
      expect(outputDifferences(file, output, values, () => lossOf(values))).toEqual([]);
    }
  },
);
