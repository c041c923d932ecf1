import {
  concat,
  expandDims,
  fill,
  mul,
  type Rank,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tile,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { densityCorrected, sampledMaximizerValue } from "../../src/losses/importance-sampled.ts";
import { init } from "../../src/tensor/init.ts";
import { randomNormal, randomUniform, tensorRandomStream } from "../../src/tensor/random.ts";
import { stopGradient } from "../../src/tensor/stop-gradient.ts";
import { tanhGaussianSample } from "../../src/tensor/tanh-gaussian.ts";
import { rows } from "../kernels/reference/rows.ts";
import { logSumExp } from "../kernels/reference/softmax.ts";
import { differences } from "../tensor/differences.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const values = matrix(randomStream(0, "values"), [7, 5], 3);
const logDensities = stopGradient(matrix(randomStream(0, "densities"), [7, 5], 2));
const densities = rows(entriesOf(logDensities), 5);

test.for([
  { temperature: 1, normalized: false },
  { temperature: 0.5, normalized: false },
  { temperature: 2, normalized: true },
])("%o: values within 2e-6, gradient within 1e-4 of the largest entry of its float64 twin's", (maximizer) => {
  const { temperature, normalized } = maximizer;
  const twin = (entries: number[]) =>
    rows(entries, 5).map((row, i) => {
      const terms = row.map((value, k) => value - densities[i]![k]!);
      return logSumExp(terms, temperature) - (normalized ? temperature * Math.log(5) : 0);
    });
  const evaluate = () => sampledMaximizerValue(densityCorrected(values, logDensities), maximizer);
  expect(differences([values], evaluate, twin)).toEqual([]);
});

test("by hand, Q = (0, ln 3) of densities (½, ¼), within 1e-6: ln(2 + 12), and ½ ln(4 + 144) at T = ½", () => {
  const corrected = densityCorrected(matrixOf([[0, Math.log(3)]]), matrixOf([[-Math.log(2), -Math.log(4)]]));
  const by = (maximizer: object) => entriesOf(sampledMaximizerValue(corrected, maximizer))[0]!;
  expect(Math.abs(by({}) - Math.log(14))).toBeLessThan(1e-6);
  expect(Math.abs(by({ temperature: 0.5 }) - Math.log(148) / 2)).toBeLessThan(1e-6);
  expect(Math.abs(by({ normalized: true }) - Math.log(7))).toBeLessThan(1e-6);
});

test("by hand, within 1e-6: a flat Q of 30 uniform actions of 2 and 8 numbers shows size · log 2 + log 30, or size · log 2", () => {
  for (const [size, gap] of [
    [2, 4.7874917],
    [8, 8.9463748],
  ] as const) {
    const flat = fill<Rank.R2>([1, 30], 0);
    const corrected = densityCorrected(flat, fill<Rank.R2>([1, 30], -size * Math.LN2));
    expect(Math.abs(entriesOf(sampledMaximizerValue(corrected))[0]! - gap)).toBeLessThan(1e-6);
    const normalized = entriesOf(sampledMaximizerValue(corrected, { normalized: true }))[0]!;
    expect(Math.abs(normalized - size * Math.LN2)).toBeLessThan(1e-6);
  }
});

test("densities are constants, even those that are made of the values", () => {
  const made = gradientsOf([values], () => sampledMaximizerValue(densityCorrected(values, mul(2, values))));
  const given = stopGradient(mul<Tensor2D>(2, values));
  expect(made).toEqual(gradientsOf([values], () => sampledMaximizerValue(densityCorrected(values, given))));
});

/** −4 Σ (a − 0.3)², whose maximum lies off the middle. */
const quadratic = (actions: Tensor2D): Tensor1D => mul(-4, sum<Tensor1D>(square(sub(actions, 0.3)), 1));

/** log ∫ exp Q(a) da over [−1, 1]² by the midpoint rule in float64. */
function exactLogIntegral(): number {
  const points = Array.from({ length: 4000 }, (_, i) => -1 + (i + 0.5) / 2000);
  const integral = points.reduce((total, a) => total + Math.exp(-4 * (a - 0.3) ** 2) / 2000, 0);
  return 2 * Math.log(integral);
}

/** The normalized estimate from as many uniform actions and as many of a policy that is off the maximum. */
function estimate(count: number): number {
  const stream = tensorRandomStream(count, "actions");
  const uniform = sub<Tensor2D>(mul(2, randomUniform<Rank.R2>(stream, [count, 2])), 1);
  const gaussians = {
    mean: tile<Tensor2D>(matrixOf([[-0.4, 0.1]]), [count, 1]),
    logStd: fill<Rank.R2>([count, 2], -0.3),
  };
  const { action, logProb } = tanhGaussianSample(gaussians, randomNormal<Rank.R2>(stream, [count, 2]));
  const terms = expandDims<Tensor2D>(concat([quadratic(uniform), quadratic(action)]), 0);
  const densities = expandDims<Tensor2D>(concat([fill<Rank.R1>([count], -2 * Math.LN2), logProb]), 0);
  return entriesOf(sampledMaximizerValue(densityCorrected(terms, densities), { normalized: true }))[0]!;
}

test("the estimate of log ∫ exp Q da comes within 0.2 of the truth with 100 actions a source, 0.004 with 10⁵", () => {
  const exact = exactLogIntegral();
  expect(Math.abs(estimate(100) - exact)).toBeLessThan(0.2);
  expect(Math.abs(estimate(100_000) - exact)).toBeLessThan(0.004);
});
