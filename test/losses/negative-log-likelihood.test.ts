import { tensor1d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { negativeLogLikelihood } from "../../src/losses/negative-log-likelihood.ts";
import { init } from "../../src/tensor/init.ts";
import { rows } from "../kernels/reference/rows.ts";
import { logSoftmax } from "../kernels/reference/softmax.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

test.for([0, 0.5])(
  "logitPenalty %d: value within 2e-6, gradient within 1e-4 of the largest entry of its float64 twin's",
  (logitPenalty) => {
    const logits = matrix(randomStream(0, "logits"), [9, 4], 2);
    const actions = [0, 1, 2, 3, 3, 2, 1, 0, 0];
    const twin = (entries: number[]) => {
      const logProbabilities = rows(entries, 4).map((row, i) => logSoftmax(row)[actions[i]!]!);
      const meanSquare = total(entries.map((logit) => logit ** 2)) / entries.length;
      return [-total(logProbabilities) / actions.length + logitPenalty * meanSquare];
    };
    const taken = tensor1d(actions, "int32");
    expect(differences([logits], () => negativeLogLikelihood(logits, taken, logitPenalty), twin)).toEqual([]);
  },
);

test("by hand, logits (0, ln 3), actions 1 and 0: ½(ln 4/3 + ln 4), within 1e-6", () => {
  const logits = matrixOf([
    [0, Math.log(3)],
    [0, Math.log(3)],
  ]);
  const [loss] = entriesOf(negativeLogLikelihood(logits, tensor1d([1, 0], "int32")));
  expect(Math.abs(loss! - (Math.log(4 / 3) + Math.log(4)) / 2)).toBeLessThan(1e-6);
});

test("by hand, the gradient is softmax − 1 of the action taken: (¼, ¾) − (0, 1), within 1e-6", () => {
  const logits = matrixOf([[0, Math.log(3)]]);
  const [gradient] = gradientsOf([logits], () => negativeLogLikelihood(logits, tensor1d([1], "int32")));
  expect(Math.abs(gradient![0]! - 0.25)).toBeLessThan(1e-6);
  expect(Math.abs(gradient![1]! + 0.25)).toBeLessThan(1e-6);
});

test("by hand, logits (1, −3) and logitPenalty ½ add ½ · (1 + 9)/2 = 2.5, within 1e-6", () => {
  const logits = matrixOf([[1, -3]]);
  const [free, penalized] = [0, 0.5].map(
    (penalty) => entriesOf(negativeLogLikelihood(logits, tensor1d([0], "int32"), penalty))[0]!,
  );
  expect(Math.abs(penalized! - free! - 2.5)).toBeLessThan(1e-6);
});
