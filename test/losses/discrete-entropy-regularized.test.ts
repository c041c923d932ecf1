import { add, mul, type Rank, reshape, type Scalar, scalar, sum } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import {
  discreteSoftPolicyLoss,
  leastValues,
  softValues,
} from "../../src/losses/discrete-entropy-regularized.ts";
import { init } from "../../src/tensor/init.ts";
import { rows } from "../kernels/reference/rows.ts";
import { softmax } from "../kernels/reference/softmax.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const temperature = 0.4;

test("policy loss: value within 2e-6, gradient in the logits within 1e-4 of the float64 twin's", () => {
  const logits = matrix(randomStream(0, "logits"), [5, 3], 1);
  const values = reshape<Rank.R3>(matrix(randomStream(0, "values"), [10, 3], 1), [2, 5, 3]);
  const all = rows(entriesOf(values), 3);
  const twin = (z: number[]) => [
    total(
      rows(z, 3).map((row, i) => {
        const p = softmax(row);
        const least = all[i]!.map((value, a) => Math.min(value, all[5 + i]![a]!));
        return total(p.map((each, a) => each * (temperature * Math.log(each) - least[a]!)));
      }),
    ) / 5,
  ];
  const loss = () => discreteSoftPolicyLoss(logits, values, scalar(temperature));
  expect(differences([logits], loss, twin)).toEqual([]);
});

test("by hand, equal logits and values (1, 3) and (2, 0): α log ½ − (1 + 0)/2", () => {
  const values = reshape<Rank.R3>(
    matrixOf([
      [1, 3],
      [2, 0],
    ]),
    [2, 1, 2],
  );
  expect(entriesOf(leastValues(values))).toEqual([1, 0]);
  const loss = entriesOf(discreteSoftPolicyLoss(matrixOf([[0, 0]]), values, scalar(2)))[0]!;
  expect(Math.abs(loss - (2 * Math.log(0.5) - 0.5))).toBeLessThan(1e-6);
});

test("soft values by hand: every critic's value plus α log 2 where both actions are as likely", () => {
  const values = reshape<Rank.R3>(
    matrixOf([
      [1, 3],
      [2, 0],
    ]),
    [2, 1, 2],
  );
  const soft = entriesOf(softValues(matrixOf([[5, 5]]), values, scalar(2)));
  expect(
    soft.map((value, i) => value - [1, 3, 2, 0][i]! - 2 * Math.LN2).every((d) => Math.abs(d) < 1e-6),
  ).toBe(true);
});

test("values and temperature are constants of the policy's loss, even those that are made of the logits", () => {
  const logits = matrix(randomStream(0, "logits"), [2, 3], 1);
  const made = () => reshape<Rank.R3>(mul(logits, 2), [1, 2, 3]);
  const [values, alpha] = [made(), scalar(1.5)];
  const given = gradientsOf([logits], () => discreteSoftPolicyLoss(logits, values, alpha));
  const alphaOf = () => add<Scalar>(mul(0, sum(logits)), alpha);
  expect(gradientsOf([logits], () => discreteSoftPolicyLoss(logits, made(), alphaOf()))).toEqual(given);
});
