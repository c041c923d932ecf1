import type { Dataset } from "../dataset.ts";
import { type Finding, LISTED_ROWS } from "./finding.ts";
import { count, numberText } from "./numbers.ts";
import { continues, rowsWhere } from "./rows.ts";
import { quantile } from "./sample.ts";

/** A jump is longer than ten times the 99.9th percentile of the steps. */
const USUAL_SHARE = 0.999;
const JUMP_FACTOR = 10;
/** Where ends are frequent they make the percentile; then a gap this wide parts jumps from steps. */
const GAP_FACTOR = 3;
/** Gaps are looked for among the longest tenth: episodes are longer than ten steps. */
const LONGEST_SHARE = 0.1;
const FEWEST_STEPS = 100;
/** A component that changes in fewer steps is a flag or a category: it jumps by nature whenever it changes. */
const MOVING = 0.1;

interface Steps {
  /** Rows that are followed by another row of their episode. */
  readonly rows: Int32Array;
  /** ‖(o_{t+1} − o_t) / σ‖ of each, over the components that move. */
  readonly lengths: Float64Array;
}

/**
 * Steps inside episodes that are far longer than the others: episodes whose ends are not marked. In D4RL's first ant
 * files the state moved 21 m in one such step (D4RL issue 77).
 */
export function checkEpisodeJumps(dataset: Dataset): Finding[] {
  const steps = innerSteps(dataset);
  if (steps.rows.length < FEWEST_STEPS) return [];
  const sorted = steps.lengths.toSorted();
  const longest = longestStep(sorted);
  if (longest === undefined) return [];
  const jumps = steps.rows.filter((_, i) => steps.lengths[i]! > longest);
  return jumps.length === 0 ? [] : [finding(steps, jumps, longest, sorted)];
}

function innerSteps(dataset: Dataset): Steps {
  const inEpisodes = dataset.episodes.length > 0;
  const rows = rowsWhere(dataset.rows, (row) => inEpisodes && continues(dataset, row));
  const lengths = new Float64Array(rows.length);
  const components = movingComponents(dataset, rows);
  for (let i = 0; i < rows.length; i++) lengths[i] = stepLength(dataset, components, rows[i]!);
  return { rows, lengths };
}

function movingComponents({ observations, spec }: Dataset, rows: Int32Array): Int32Array {
  const { observationSize: size, observationStd } = spec;
  const changes = new Float64Array(size);
  for (const row of rows) {
    for (let i = 0; i < size; i++) {
      if (observations[(row + 1) * size + i] !== observations[row * size + i]) changes[i]!++;
    }
  }
  const isMoving = (i: number): boolean => observationStd[i]! > 0 && changes[i]! >= MOVING * rows.length;
  return Int32Array.from(changes.keys()).filter(isMoving);
}

function stepLength({ observations, spec }: Dataset, components: Int32Array, row: number): number {
  const { observationSize: size, observationStd } = spec;
  let squares = 0;
  for (const i of components) {
    const change = (observations[(row + 1) * size + i]! - observations[row * size + i]!) / observationStd[i]!;
    squares += change * change;
  }
  return Math.sqrt(squares);
}

/** The longest step that is no jump; undefined where nothing tells them apart. */
function longestStep(sorted: Float64Array): number | undefined {
  const usual = quantile(sorted, USUAL_SHARE);
  if (usual > 0 && sorted.at(-1)! > JUMP_FACTOR * usual) return JUMP_FACTOR * usual;
  return stepBelowGap(sorted);
}

function stepBelowGap(sorted: Float64Array): number | undefined {
  for (let i = Math.floor((1 - LONGEST_SHARE) * sorted.length); i < sorted.length - 2; i++) {
    if (sorted[i]! > 0 && sorted[i + 1]! > GAP_FACTOR * sorted[i]!) return sorted[i]!;
  }
  return undefined;
}

function finding(steps: Steps, jumps: Int32Array, longest: number, sorted: Float64Array): Finding {
  const spacing = commonSpacing(jumps);
  const hint = spacing === undefined ? "" : `, every ${spacing} rows`;
  return {
    code: "unmarked-ends",
    severity: "warning",
    column: "observations",
    rows: [...jumps.subarray(0, LISTED_ROWS)],
    message:
      `${count(jumps.length, "jump")} inside episodes${hint}: the observation changes by up to ` +
      `${numberText(sorted.at(-1)!)} standard deviations in one step, where 99 % of the steps change it by at most ` +
      `${numberText(quantile(sorted, 0.99))}; the first is the step from row ${jumps[0]} to row ${jumps[0]! + 1}`,
    evidence: {
      jumps: jumps.length,
      steps: steps.rows.length,
      firstRow: jumps[0]!,
      largest: sorted.at(-1)!,
      limit: longest,
      percentile99: quantile(sorted, 0.99),
      percentile999: quantile(sorted, USUAL_SHARE),
      ...(spacing !== undefined && { spacing }),
    },
    consequence:
      "the start of one episode counts as what the end of another led to: values leak across resets, and a learned model jumps",
    remedy: "mark the last row of every episode in terminated or truncated (HDF5: terminals, timeouts)",
  };
}

/** The distance between neighbors, where it is always the same. */
function commonSpacing(rows: Int32Array): number | undefined {
  const spacing = rows[1]! - rows[0]!;
  const regular = rows.every((row, i) => i === 0 || row - rows[i - 1]! === spacing);
  return rows.length > 2 && regular ? spacing : undefined;
}
