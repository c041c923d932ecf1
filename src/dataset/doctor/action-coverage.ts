import type { Dataset } from "../dataset.ts";
import type { Finding } from "./finding.ts";
import { leastSquares, type Matrix, predictions } from "./least-squares.ts";
import { numberText, percent } from "./numbers.ts";
import { REGION_ROWS, stateRegions } from "./regions.ts";
import { mean } from "./sample.ts";

/** Regions with fewer rows say nothing about what else was tried there. */
const FEWEST_ROWS = 16;
const FEWEST_REGIONS = 4;
/** Where more of the regions know one action only, the log is nearly that of one deterministic policy. */
const MOSTLY_SINGLE = 0.9;
/** Rows for each weight below which no plane is fitted in a region. */
const ROWS_PER_WEIGHT = 3;
/** A continuous action that varies less in a region than this share of its deviation in the log counts as one. */
const SINGLE_SPREAD = 0.1;

/** How many different actions the log tries in similar states. */
export function checkActionCoverage(dataset: Dataset): Finding[] {
  const regions = populatedRegions(dataset);
  if (regions.length === 0) return [];
  const { actions } = dataset.spec;
  const spreads =
    actions.kind === "discrete"
      ? regions.map((rows) => actionEntropy(dataset, rows, actions.count))
      : relativeSpreads(dataset, regions, actions.size);
  const single = actions.kind === "discrete" ? 0 : SINGLE_SPREAD;
  const share = spreads.filter((spread) => spread <= single).length / regions.length;
  return [
    share > MOSTLY_SINGLE ? fewAlternatives(dataset, spreads, share) : coverage(dataset, spreads, share),
  ];
}

/** Regions of similar states that say what is done there; none where there are too few to speak for the log. */
export function populatedRegions(dataset: Dataset): readonly Int32Array[] {
  const regions = stateRegions(dataset).filter(({ length }) => length >= FEWEST_ROWS);
  return regions.length < FEWEST_REGIONS ? [] : regions;
}

/** −Σ p ln p of the actions in a region, over the logarithm of the number of actions: 1 where all are equally frequent. */
export function actionEntropy({ actions }: Dataset, rows: Int32Array, count: number): number {
  if (count === 1) return 0;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(actions[row]!, (counts.get(actions[row]!) ?? 0) + 1);
  const shares = [...counts.values()].map((taken) => taken / rows.length);
  return shares.reduce((sum, share) => sum - share * Math.log(share), 0) / Math.log(count);
}

/**
 * Standard deviation of the actions in a region about a plane through them, over that in all regions, the mean of all
 * components that vary. Without the plane a smooth policy would seem to vary as much as the region is wide.
 */
function relativeSpreads(dataset: Dataset, regions: readonly Int32Array[], size: number): number[] {
  const all = Int32Array.from(regions.flatMap((rows) => [...rows]));
  const component = (rows: Int32Array, i: number): Float64Array =>
    Float64Array.from(rows, (row) => dataset.actions[row * size + i]!);
  const whole = Array.from({ length: size }, (_, i) => deviation(component(all, i)));
  const varying = [...whole.keys()].filter((i) => whole[i]! > 0);
  return regions.map((rows) => {
    if (varying.length === 0) return 0;
    const states = neighborhood(dataset, rows);
    return mean(varying.map((i) => spreadAboutPlane(states, component(rows, i)) / whole[i]!));
  });
}

/**
 * 1 and the standardized observation of each row; 1 alone where there are too few rows for a plane, or so many that they
 * are all of one observation.
 */
function neighborhood({ observations, spec }: Dataset, rows: Int32Array): Matrix {
  const size = spec.observationSize;
  const hasPlane = rows.length >= ROWS_PER_WEIGHT * (1 + size) && rows.length < 2 * REGION_ROWS;
  const width = hasPlane ? 1 + size : 1;
  const values = new Float64Array(rows.length * width).fill(1);
  rows.forEach((row, index) => {
    for (let i = 1; i < width; i++) {
      const std = spec.observationStd[i - 1]!;
      const change = observations[row * size + i - 1]! - spec.observationMean[i - 1]!;
      values[index * width + i] = std > 0 ? change / std : 0;
    }
  });
  return { values, rows: rows.length, width };
}

/** With the divisor rows − weights, so that random actions spread as much as without the plane. */
function spreadAboutPlane(states: Matrix, actions: Float64Array): number {
  const plane = predictions(states, leastSquares(states, actions));
  const squares = actions.reduce(
    (sum, action, row) => sum + (action - plane[row]!) * (action - plane[row]!),
    0,
  );
  return Math.sqrt(squares / (states.rows - states.width));
}

function deviation(values: Float64Array): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) * (value - center))));
}

function evidence(spreads: readonly number[], share: number): Finding["evidence"] {
  return { regions: spreads.length, meanSpread: mean(spreads), singleActionShare: share };
}

/** `mean entropy 0.86 (1 where all are equally frequent)` */
function measure({ spec }: Dataset, spreads: readonly number[]): string {
  const value = numberText(mean(spreads));
  return spec.actions.kind === "discrete"
    ? `mean entropy ${value} (1 where all actions are equally frequent)`
    : `mean spread ${value} (1 where they vary as much as in the whole log)`;
}

function fewAlternatives(dataset: Dataset, spreads: readonly number[], share: number): Finding {
  return {
    code: "few-alternatives",
    severity: "warning",
    column: "actions",
    message:
      `in ${percent(share)} of ${spreads.length} regions of similar states the log tries one action only, ` +
      `${measure(dataset, spreads)}: it looks like one deterministic policy`,
    evidence: evidence(spreads, share),
    consequence:
      "what other actions would have led to is not in the log: a learned policy can imitate, hardly improve, and other policies cannot be evaluated",
    remedy:
      "log some exploration, such as a random action now and then, or use behavior cloning and know why",
  };
}

function coverage(dataset: Dataset, spreads: readonly number[], share: number): Finding {
  return {
    code: "action-coverage",
    severity: "note",
    column: "actions",
    message: `actions in similar states: ${measure(dataset, spreads)}, a single one in ${percent(share)} of ${spreads.length} regions`,
    evidence: evidence(spreads, share),
    consequence:
      "where several actions were tried, their values can be compared; elsewhere a policy can only imitate",
    remedy: "nothing",
  };
}
