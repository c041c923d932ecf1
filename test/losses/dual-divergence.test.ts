import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import {
  divergenceCriticLoss,
  dualKl,
  dualWasserstein,
  interpolated,
  slopeOf,
} from "../../src/losses/dual-divergence.ts";
import { init } from "../../src/tensor/init.ts";
import { rows } from "../kernels/reference/rows.ts";
import { total } from "../kernels/reference/total.ts";
import { differences } from "../tensor/differences.ts";
import { matrix, vector } from "../tensor/draw.ts";
import { entriesOf, matrixOf, vectorOf } from "../tensor/entries.ts";

await init();

/** The c at which softplus(c) is t. */
const inverseSoftplus = (t: number): number => Math.log(Math.expm1(t));

test("by hand: t(a) = e and t(a_data) = 2 give log e − 2 + 1 = 0, within 1e-6", () => {
  const [value] = entriesOf(dualKl(vectorOf([inverseSoftplus(Math.E)]), vectorOf([inverseSoftplus(2)])));
  expect(Math.abs(value!)).toBeLessThan(1e-6);
});

test("the ratio π/π_β gives KL(π ‖ π_β) exactly, and no other critic more: two actions, (½, ½) from (¾, ¼)", () => {
  const [policy, behavior] = [
    [0.5, 0.5],
    [0.75, 0.25],
  ] as const;
  const bound = (t: readonly number[]) => {
    const each = vectorOf(t.map(inverseSoftplus));
    const [logRatios, ratios] = [entriesOf(dualKl(each, vectorOf([-100, -100]))), t];
    return total(logRatios.map((x, a) => policy[a]! * x)) - total(ratios.map((x, a) => behavior[a]! * x));
  };
  const ratio = policy.map((p, a) => p / behavior[a]!);
  const kl = total(policy.map((p, a) => p * Math.log(ratio[a]!)));
  expect(Math.abs(bound(ratio) - kl)).toBeLessThan(1e-6);
  for (const scale of [0.5, 2]) expect(bound(ratio.map((t) => scale * t))).toBeLessThan(kl);
});

test("a critic far below 0 has a finite logarithm: log(1e-8 + t) − t_data + 1 at t = 0 is −17.4", () => {
  const [value] = entriesOf(dualKl(vectorOf([-200]), vectorOf([-200])));
  expect(Math.abs(value! - (Math.log(1e-8) + 1))).toBeLessThan(1e-5);
});

test("by hand: c(s, a) = 3 and c(s, a_data) = 1 are 2 apart by Wasserstein", () => {
  expect(entriesOf(dualWasserstein(vectorOf([3]), vectorOf([1])))).toEqual([2]);
});

const softplus = (x: number): number => Math.log1p(Math.exp(x));

test.for([
  {
    name: "dualKl",
    dual: dualKl,
    twin: (c: number, data: number) => Math.log(softplus(c) + 1e-8) - softplus(data) + 1,
  },
  { name: "dualWasserstein", dual: dualWasserstein, twin: (c: number, data: number) => c - data },
])("$name: values within 2e-6, gradients within 1e-4 of the float64 twin's", ({ dual, twin }) => {
  const [policy, data] = ["policy", "data"].map((name) => vector(randomStream(0, name), [6]));
  const reference = (own: number[], other: number[]) => own.map((c, row) => twin(c, other[row]!));
  expect(differences([policy!, data!], () => dual(policy!, data!), reference)).toEqual([]);
});

test("by hand: a quarter of the way from (0, 4) to (4, 0) is (1, 3)", () => {
  const between = interpolated(matrixOf([[0, 4]]), matrixOf([[4, 0]]), matrixOf([[0.25]]));
  expect(entriesOf(between)).toEqual([1, 3]);
});

test("the slope of (3, 4) is 5, of 0 it is 1e-4 with a finite gradient; within 1e-4 of its float64 twin's", () => {
  const [steep, flat] = entriesOf(
    slopeOf(
      matrixOf([
        [3, 4],
        [0, 0],
      ]),
    ),
  );
  expect(Math.abs(steep! - 5)).toBeLessThan(1e-6);
  expect(Math.abs(flat! - 1e-4)).toBeLessThan(1e-9);
  const gradients = matrix(randomStream(0, "gradients"), [5, 2]);
  const twin = (entries: number[]) =>
    rows(entries, 2).map((row) => Math.sqrt(1e-8 + total(row.map((g) => g * g))));
  expect(differences([gradients], () => slopeOf(gradients), twin)).toEqual([]);
});

test("by hand: divergences 1 and 3, slopes 3 and ½, weight 5 give −2 + 5 · ½(2² + 0) = 8", () => {
  expect(entriesOf(divergenceCriticLoss(vectorOf([1, 3]), vectorOf([3, 0.5]), 5))).toEqual([8]);
});

test("the critic's loss within 2e-6, its gradients within 1e-4 of the float64 twin's", () => {
  const [divergences, slopes] = [
    vector(randomStream(0, "divergences"), [6]),
    vectorOf([0.2, 1.5, 2, 0.9, 3, 1.1]),
  ];
  const twin = (d: number[], g: number[]) => [
    (-total(d) + 5 * total(g.map((slope) => Math.max(slope - 1, 0) ** 2))) / 6,
  ];
  const loss = () => divergenceCriticLoss(divergences, slopes, 5);
  expect(differences([divergences, slopes], loss, twin)).toEqual([]);
});
