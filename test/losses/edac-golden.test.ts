import {
  add,
  exp,
  mul,
  type Scalar,
  scalar,
  sub,
  tensor,
  unstack,
  variableGrads,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { criticLoss } from "../../src/losses/critic.ts";
import { ensembleSimilarity } from "../../src/losses/ensemble-similarity.ts";
import { softPolicyLoss } from "../../src/losses/entropy-regularized.ts";
import { criticEnsemble } from "../../src/networks/critic-ensemble.ts";
import { gaussiansOf } from "../../src/networks/gaussian-head.ts";
import { withActionGradient } from "../../src/networks/input-gradient.ts";
import { criticsTarget } from "../../src/tensor/bellman-target.ts";
import { init } from "../../src/tensor/init.ts";
import { tanhGaussianSample } from "../../src/tensor/tanh-gaussian.ts";
import type { GoldenCase, GoldenLayer } from "./golden.ts";
import {
  continuousGolden,
  continuousLossDifferences,
  continuousMismatches,
  valuesOf,
} from "./golden-continuous.ts";

await init();

interface Case extends GoldenCase {
  readonly config: { readonly diversityWeight?: number };
}

const golden = continuousGolden<Case>("edac");
const { networks, batch, matrix, file } = golden;
const { observations, actions, nextObservations } = batch;
const caseOf = (name: string) => golden.cases.find((each) => each.name === name)!;
const names = ["q1", "q2", "q3", "q4"];
const temperature = exp<Scalar>(scalar(Number(file.parameters.logTemperature)));

/** Kernels and biases of the four critics, layer by layer, as an ensemble has them. */
function stacked(of: Readonly<Record<string, readonly GoldenLayer[]>>) {
  return [0, 1, 2].flatMap((layer) => [
    names.map((name) => of[name]![layer]!.kernel),
    names.map((name) => of[name]![layer]!.bias),
  ]);
}

const critics = criticEnsemble("the critics", 4, [5, 5, 5], randomStream(0, "critics"));
for (const [i, weights] of stacked(file.networks).entries()) {
  const entries = [weights].flat(4).map(Number);
  critics.variables[i]!.assign(tensor(entries, critics.variables[i]!.shape));
}

function targetsOf() {
  const nextHead = networks.policy!.apply(nextObservations);
  const next = tanhGaussianSample(gaussiansOf(nextHead), matrix("nextNoise"));
  const targetNames = names.map((name) => `${name}Target`);
  const values = valuesOf(networks, targetNames, nextObservations, next.action);
  const targets = criticsTarget(batch, sub(values, mul(temperature, next.logProb)));
  return { nextHead, nextActions: next.action, nextLogProbs: next.logProb, temperature, targets };
}

/** Everything in which a loss of the critics differs from the file, and every gradient in another network. */
function differences(name: string, loss: "critic" | "diversity", evaluate: () => Scalar): string[] {
  const each = caseOf(name);
  const { value: expected, gradients } = each.losses[loss]!;
  const others = Object.values(networks).flatMap(({ variables }) => [...variables]);
  const { value, grads } = variableGrads(evaluate, [...critics.variables, ...others]);
  const weights = stacked(gradients.networks);
  const intermediates = Object.fromEntries([["value", expected], ...weights.entries()]);
  // the diversity does not depend on the biases
  const got = critics.variables.map((variable) => grads[variable.name] ?? zerosLike(variable));
  return [
    ...continuousMismatches(
      golden,
      { ...each, intermediates },
      Object.fromEntries([["value", value], ...got.entries()]),
    ),
    ...others.flatMap((other) => (grads[other.name] ? [`the loss must not train the ${other.name}`] : [])),
  ];
}

const similarity = () =>
  ensembleSimilarity(withActionGradient(critics.network, observations, actions).gradients);

test("golden diversity: the critics' gradients, their likeness, and its gradients, of second order", () => {
  const each = caseOf("critic");
  const { gradients: actionGradients, values } = withActionGradient(critics.network, observations, actions);
  const [q1Data, q2Data, q3Data, q4Data] = unstack(values);
  const data = { q1Data: q1Data!, q2Data: q2Data!, q3Data: q3Data!, q4Data: q4Data! };
  const got = { actionGradients, diversity: ensembleSimilarity(actionGradients), ...data };
  expect(continuousMismatches(golden, each, got)).toEqual([]);
  expect(differences("critic", "diversity", similarity)).toEqual([]);
});

test.for(["critic", "critic-sac-n"])("golden %s: targets, loss and gradients", (name) => {
  const each = caseOf(name);
  const { diversityWeight } = each.config;
  const { targets, ...parts } = targetsOf();
  expect(continuousMismatches(golden, each, { ...parts, targets })).toEqual([]);
  const loss = () =>
    add<Scalar>(
      criticLoss(critics.values(observations, actions), targets),
      mul(diversityWeight!, similarity()),
    );
  expect(differences(name, "critic", loss)).toEqual([]);
});

test("golden actor: the policy's loss by the least of four critics, and its gradients", () => {
  const loss = () => {
    const head = networks.policy!.apply(observations);
    const { action, logProb } = tanhGaussianSample(gaussiansOf(head), matrix("noise"));
    return softPolicyLoss(valuesOf(networks, names, observations, action), logProb, temperature);
  };
  expect(continuousLossDifferences(golden, caseOf("actor").losses.policy!, loss, names)).toEqual([]);
});
