import type { Algorithm } from "../algorithms/algorithm.ts";
import type { TransitionSource } from "../dataset/transition-source.ts";
import { checkpoint } from "./checkpoint.ts";
import { type ReturnBounds, returnBounds } from "./return-bounds.ts";

/** What happens where values lie beyond what returns can be: training stops far beyond, a warning says so, or nothing. */
export type ValueGuard = "stop" | "warn" | "off";

/** The metrics that are guarded: the mean Q over the batch of the log's actions and of the policy's. */
const guarded = ["dataValue", "policyValue"];

/** Shares of upper − lower beyond the bounds from which on a value is warned of, and training stops. */
const [WARNED, STOPPED] = [0.1, 10];

/** Values went far beyond what returns can be. The weights are those of the step `restoredStep`. */
export class ValueDivergenceError extends Error {
  override readonly name = "ValueDivergenceError";
  /** `dataValue` or `policyValue`. */
  readonly metric: string;
  readonly value: number;
  /** The return that it lies beyond. */
  readonly bound: number;
  /** The step, counted from the start of `fit`, whose report has the value. */
  readonly step: number;
  /** The last step whose report was good, 0 where none was: its weights are in place. */
  readonly restoredStep: number;

  constructor({ metric, value, bound, isBelow }: Excess, step: number, restoredStep: number) {
    super(
      `${describe({ metric, value, bound, isBelow }, step)}, by more than ${STOPPED} times the range of returns; the weights ` +
        `are those of step ${restoredStep} again. ${advice(isBelow)}, or pass valueGuard: "warn" to go on`,
    );
    this.metric = metric;
    this.value = value;
    this.bound = bound;
    this.step = step;
    this.restoredStep = restoredStep;
  }
}

/** Looks at what is reported of a step. Throws a `ValueDivergenceError`. */
export type ValueCheck = (report: Readonly<Record<string, number>>, step: number) => void;

/**
 * Compares the reported `dataValue` and `policyValue` with `returnBounds`. One beyond them by a tenth of their range is
 * warned of, once; one beyond them by ten times the range, or that is no number, stops training where `guard` says so, with
 * the weights of the last report that was good, or of the start.
 */
export function valueCheck(algorithm: Algorithm, source: TransitionSource, guard: ValueGuard): ValueCheck {
  if (guard === "off") return () => undefined;
  const { variables, sampling, name } = algorithm;
  let good = { ...checkpoint(variables), step: 0 };
  let hasWarned = false;
  return (report, step) => {
    const bounds = returnBounds(sampling.discount, source);
    const worst = bounds && worstOf(report, bounds);
    if (worst === undefined) return;
    if (worst.share <= WARNED) {
      good = { ...checkpoint(variables), step };
    } else if (worst.share <= STOPPED || guard === "warn") {
      if (!hasWarned) warn(name, worst, step);
      hasWarned = true;
    } else {
      good.restore();
      throw new ValueDivergenceError(worst, step, good.step);
    }
  };
}

/** A value and the bound that is next to it. */
interface Excess {
  readonly metric: string;
  readonly value: number;
  readonly bound: number;
  readonly isBelow: boolean;
}

/** The value that lies furthest beyond a bound, by a share of their range; infinitely far where it is no number. */
function worstOf(
  report: Readonly<Record<string, number>>,
  [lower, upper]: ReturnBounds,
): (Excess & { readonly share: number }) | undefined {
  const excesses = guarded
    .filter((metric) => metric in report)
    .map((metric) => {
      const value = report[metric]!;
      const isBelow = lower - value > value - upper;
      const share = Math.max(lower - value, value - upper) / (upper - lower);
      return {
        metric,
        value,
        bound: isBelow ? lower : upper,
        isBelow,
        share: Number.isNaN(share) ? Infinity : share,
      };
    });
  return excesses.toSorted((a, b) => b.share - a.share)[0];
}

function warn(name: string, excess: Excess, step: number): void {
  // biome-ignore lint/suspicious/noConsole: values that cannot be must be seen where nobody looks at the metrics
  console.warn(`offline-rl: ${name}: ${describe(excess, step)}. ${advice(excess.isBelow)}`);
}

function describe({ metric, value, bound, isBelow }: Excess, step: number): string {
  const side = isBelow ? "below" : "above";
  const extreme = isBelow ? "least" : "largest";
  return `${metric} is ${value} at step ${step}, ${side} ${bound}, the ${extreme} return that the log's rewards allow`;
}

function advice(isBelow: boolean): string {
  return isBelow
    ? "Values are underestimated: weaken the constraint or the pessimism"
    : "Values are overestimated: more constraint or pessimism is needed";
}
