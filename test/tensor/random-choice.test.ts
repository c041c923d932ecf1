import { memory, type Rank, type Tensor, tensor1d, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { NonFiniteError } from "../../src/tensor/finite.ts";
import { init } from "../../src/tensor/init.ts";
import { tensorRandomStream } from "../../src/tensor/random.ts";
import { randomChoice } from "../../src/tensor/random-choice.ts";
import { takePerRow } from "../../src/tensor/take-per-row.ts";
import { normals } from "../kernels/draw.ts";
import { softmax } from "../kernels/reference/softmax.ts";
import { matrix } from "./draw.ts";
import { entriesOf, zerosAs } from "./entries.ts";
import { gradientsOf } from "./tape.ts";

await init();

const { NaN: nan, NEGATIVE_INFINITY: lowest, POSITIVE_INFINITY: highest } = Number;

/** Rows that are all alike. */
function alike(logits: readonly number[], rows: number): Tensor {
  return tensor2d(
    Float32Array.from({ length: rows * logits.length }, (_, i) => logits[i % logits.length]!),
    [rows, logits.length],
  );
}

/** 1 − 10⁻⁶ quantiles of χ² with 1, 3, 6 and 66 degrees of freedom. */
const limits = new Map([
  [2, 23.93],
  [4, 30.66],
  [7, 38.26],
  [67, 135.61],
]);

test.for([...limits])(
  "100,000 draws of %d indices are those of the softmax by a χ² test at 10⁻⁶",
  ([columns, limit]) => {
    const rows = 100_000;
    const logits = normals(randomStream(columns, "logits"), columns);
    const counts = new Array<number>(columns).fill(0);
    const choices = randomChoice(tensorRandomStream(0, "chi-square"), alike([...logits], rows));
    expect(choices).toMatchObject({ shape: [rows], dtype: "int32" });
    for (const choice of entriesOf(choices)) counts[choice]!++;
    const expected = softmax([...logits]).map((p) => p * rows);
    const statistic = counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0);
    expect(statistic).toBeLessThan(limit!);
  },
);

test("by hand: the choice between three equal logits is the third of [0, 1) in which the draw lies", () => {
  const { bits } = randomStream(4, "thirds");
  const choices = randomChoice(tensorRandomStream(4, "thirds"), zeros([50, 3]));
  expect(entriesOf(choices)).toEqual(Array.from({ length: 50 }, () => Math.floor((3 * bits()) / 2 ** 32)));
});

test("a logit of −Infinity or far below the largest is never drawn, a lone one always", () => {
  const choices = randomChoice(
    tensorRandomStream(0, "masked"),
    alike([lowest, 0, -200, lowest, 0, lowest], 1000),
  );
  expect(new Set(entriesOf(choices))).toEqual(new Set([1, 4]));
  expect(new Set(entriesOf(randomChoice(tensorRandomStream(0, "one"), zeros([20, 1]))))).toEqual(
    new Set([0]),
  );
});

test("any rank: one draw along the last axis", () => {
  const stream = tensorRandomStream(0, "rank");
  expect(randomChoice(stream, zeros<Rank.R1>([5])).shape).toEqual([]);
  expect(randomChoice(stream, zeros<Rank.R3>([2, 3, 4])).shape).toEqual([2, 3]);
  expect(randomChoice(stream, zeros([0, 4])).shape).toEqual([0]);
});

test.for([
  { title: "a NaN", logits: [0, nan, 1] },
  { title: "Infinity", logits: [0, highest, 1] },
  { title: "nothing above −Infinity", logits: [lowest, lowest, lowest] },
])("logits with $title are an error that names the row, and leave no tensor", ({ logits }) => {
  const stream = tensorRandomStream(0, "faults");
  const x = tensor2d([0, 0, 0, ...logits, ...logits], [3, 3]);
  const before = memory();
  const problem = new NonFiniteError(
    "the logits of a random choice must give probabilities: a finite largest one and no NaN; row 1 does not",
  );
  expect(() => randomChoice(stream, x)).toThrow(problem);
  expect(memory()).toEqual(before);
  const good = tensor2d([0, 0, 0, 0, 0, 0], [2, 3]);
  const captured = capture(() => randomChoice(stream, good));
  acceleratedBackend().floats(good).set(logits, 3);
  expect(() => captured.run()).toThrow(problem);
});

test("no columns are an error", () => {
  expect(() => randomChoice(tensorRandomStream(0, "none"), zeros([2, 0]))).toThrow("row 0 does not");
});

test("a captured call draws anew in every run, as eager calls do, from what its logits hold", () => {
  const [stream, other] = [tensorRandomStream(7, "runs"), tensorRandomStream(7, "runs")];
  const logits = tensor1d([0, 0, 0, 0]);
  const captured = capture(() => randomChoice(stream, logits));
  for (let run = 0; run < 10; run++) {
    expect(entriesOf(captured.result)).toEqual(entriesOf(randomChoice(other, logits)));
    acceleratedBackend().floats(logits).set([run, 0, 1, 2]);
    captured.run();
  }
});

test("nothing is differentiated through a draw", () => {
  const x = matrix(randomStream(0, "constant"), [3, 4]);
  const choice = randomChoice(tensorRandomStream(1, "draw"), x);
  const [through] = gradientsOf([x], () => takePerRow(x, randomChoice(tensorRandomStream(1, "draw"), x)));
  const [beside] = gradientsOf([x], () => takePerRow(x, choice));
  expect(through).toEqual(beside);
});

test("a scalar is refused", () => {
  expect(() => randomChoice(tensorRandomStream(0, "scalar"), zerosAs<Tensor>([]))).toThrow(
    new RangeError("logits must have an axis to work along; got the shape []"),
  );
});
