import { type Case, microseconds, type Variant } from "../case.ts";
import { argmax } from "../naive/argmax.ts";
import { forward } from "../naive/mlp.ts";
import { numbers } from "../numbers.ts";
import { learnerOf } from "./train.ts";
import {
  actionCount,
  initialWeights,
  layerSizes,
  observationSize,
  smallProblem,
  type TrainingProblem,
} from "./training-problem.ts";

/** Decisions by the network of a training problem. */
export interface ActingProblem {
  readonly name: string;
  readonly network: TrainingProblem;
  readonly rows: number;
}

export const actingProblems: readonly ActingProblem[] = [
  { name: "act/1", network: smallProblem, rows: 1 },
  { name: "act/1/256x256", network: { ...smallProblem, hidden: 256 }, rows: 1 },
  { name: "act/1024", network: smallProblem, rows: 1024 },
];

export function actingObservations({ name, rows }: ActingProblem): Float32Array {
  return numbers(name, rows * observationSize, 3);
}

export function actCases(): Case[] {
  return actingProblems.map((problem) => ({
    name: problem.name,
    unit: microseconds,
    ours: ours(problem),
    naive: naive(problem),
  }));
}

function ours(problem: ActingProblem): Variant {
  const policy = learnerOf(problem.network).policy();
  const observations = actingObservations(problem);
  if (problem.rows > 1) {
    const act = () => policy.actBatch(observations);
    return { call: () => void act(), result: act };
  }
  return { call: () => void policy.act(observations), result: () => [policy.act(observations)] };
}

function naive(problem: ActingProblem): Variant {
  const weights = initialWeights(problem.network, "online");
  const sizes = layerSizes(problem.network);
  const observations = actingObservations(problem);
  const act = () => {
    const values = forward(weights, sizes, observations, problem.rows).at(-1)!;
    return Int32Array.from({ length: problem.rows }, (_, row) => argmax(values, row * actionCount));
  };
  return { call: () => void act(), result: act };
}
