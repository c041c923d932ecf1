import type { Rank, Variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { rebracPolicyLoss, squaredDistance, td3BcPolicyLoss } from "../../src/losses/near-behavior.ts";
import { init } from "../../src/tensor/init.ts";
import { rows } from "../kernels/reference/rows.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const random = randomStream(0, "losses near the behavior");
const values = matrix(random, [2, 5]);
const actions = matrix(random, [5, 3]);
const data = matrix(random, [5, 3]);

const average = (entries: readonly number[]) => total([...entries]) / entries.length;
const distance = (a: number[], b: number[]) => total(a.map((x, i) => (x - b[i]!) ** 2));
/** λ is a constant in the losses, whose value the references therefore take from the entries at the start. */
const sizeOf = (counted: number[]) => average(counted.map(Math.abs));
const least = (entries: number[]) => entries.slice(0, 5).map((q, row) => Math.min(q, entries[5 + row]!));
const [valueEntries, dataEntries] = [values, data].map(entriesOf);

test("hand-worked: Q_1 = (4, −2), w = 3: λ = 1; a distance of 1 in two of four components", () => {
  const q = matrixOf([
    [4, -2],
    [-90, 90],
  ]);
  const [own, log] = [
    matrixOf([
      [1, 0],
      [0, 0],
    ]),
    matrixOf([
      [0, 0],
      [0, 1],
    ]),
  ];
  const parts = td3BcPolicyLoss(q, own, log, 3);
  expect(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, entriesOf(part)[0]]))).toEqual(
    {
      loss: 0.5 - 1,
      behaviorLoss: 0.5,
      valueScale: 1,
    },
  );
});

test("hand-worked: min Q = (−4, 2), λ = ⅓ or 1; distances are sums over the components", () => {
  const q = matrixOf([
    [-4, 3],
    [9, 2],
  ]);
  const [own, log] = [
    matrixOf([
      [1, 1],
      [0, 0],
    ]),
    matrixOf([
      [0, 0],
      [0, 2],
    ]),
  ];
  const lossOf = (normalizeValues: boolean) =>
    entriesOf(rebracPolicyLoss(q, own, log, { actorBehaviorWeight: 0.5, normalizeValues }).loss)[0];
  expect(entriesOf(squaredDistance(own, log))).toEqual([2, 4]);
  expect(lossOf(true)).toBeCloseTo(0.5 * 3 + 1 / 3, 6);
  expect(lossOf(false)).toBe(0.5 * 3 + 1);
});

test("TD3+BC: value and gradients in values and actions are those of float64", () => {
  const twin = (q: number[], a: number[]) => {
    const scale = 2.5 / sizeOf(valueEntries!.slice(0, 5));
    return [distance(a, dataEntries!) / 15 - scale * average(q.slice(0, 5))];
  };
  const loss = () => td3BcPolicyLoss(values, actions, data, 2.5).loss;
  expect(differences([values, actions], loss, twin)).toEqual([]);
});

test.for([true, false])(
  "ReBRAC, normalized: %s: value and gradients are those of float64",
  (normalizeValues) => {
    const twin = (q: number[], a: number[]) => {
      const scale = normalizeValues ? 1 / sizeOf(least(valueEntries!)) : 1;
      return [(0.3 * distance(a, dataEntries!)) / 5 - scale * average(least(q))];
    };
    const loss = () =>
      rebracPolicyLoss(values, actions, data, { actorBehaviorWeight: 0.3, normalizeValues }).loss;
    expect(differences([values, actions], loss, twin)).toEqual([]);
  },
);

test("the loss does not see the scale of the values, and λ is a constant in it", () => {
  const lossOf = (q: Variable<Rank.R2>) => td3BcPolicyLoss(q, actions, data, 1).loss;
  const scaled = matrixOf(
    rows(
      valueEntries!.map((q) => 8 * q),
      5,
    ),
  );
  expect(entriesOf(lossOf(scaled))).toEqual(entriesOf(lossOf(values)));
  const [inValues] = gradientsOf([values], () => lossOf(values));
  expect(inValues!.slice(5)).toEqual(Array(5).fill(0));
  for (const entry of inValues!.slice(0, 5)) {
    expect(entry).toBeCloseTo(-1 / 5 / sizeOf(valueEntries!.slice(0, 5)), 6);
  }
});
