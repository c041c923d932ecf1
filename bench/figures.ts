import type { Case } from "./case.ts";
import type { Timing } from "./measure.ts";

/** The figures of a case, in its unit. What has no such variant lacks the figure. */
export interface Figures {
  readonly name: string;
  readonly unit: string;
  /** Median. */
  readonly ours: number;
  /** Half the distance between the quartiles, as a share of the median. */
  readonly spread: number;
  /** Median of the same with the kernels of relaxed SIMD. */
  readonly relaxed?: number;
  /** Median of the same called eagerly, through tfjs. */
  readonly op?: number;
  /** Medians of the other implementations in the same run. */
  readonly baselines: { readonly tfjs?: number; readonly naive?: number };
  /** How many times faster ours is, and how many times the same called eagerly. */
  readonly speedup: { readonly tfjs?: number; readonly naive?: number; readonly opOverTfjs?: number };
}

export function figures({ name, unit }: Case, timings: ReadonlyMap<string, Timing>): Figures {
  const median = (variant: string) => timings.get(variant)?.median;
  const ours = timings.get("ours")!;
  const figure = (variant: string) => mapped(median(variant), (time) => rounded(unit.of(time)));
  const faster = (variant: string, than: string) =>
    mapped(median(variant), (time) => mapped(median(than), (other) => rounded(other / time)));
  return {
    name,
    unit: unit.name,
    ours: rounded(unit.of(ours.median)),
    spread: rounded(ours.spread / ours.median),
    ...given({ relaxed: figure("relaxed"), op: figure("op") }),
    baselines: given({ tfjs: figure("tfjs"), naive: figure("naive") }),
    speedup: given({
      tfjs: faster("ours", "tfjs"),
      naive: faster("ours", "naive"),
      opOverTfjs: faster("op", "tfjs"),
    }),
  };
}

function mapped<Result>(value: number | undefined, of: (value: number) => Result): Result | undefined {
  return value === undefined ? undefined : of(value);
}

/** The fields that have a value. */
function given<Name extends string>(fields: Record<Name, number | undefined>): { [name in Name]?: number } {
  const result: { [name in Name]?: number } = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) result[name] = value;
  }
  return result;
}

const widths = [34, 10, 9, 8, 9, 9, 9, 10, 8, 10, 8];

export const header: string = row([
  "case",
  "unit",
  "ours",
  "±",
  "relaxed",
  "eager",
  "tfjs",
  "loop",
  "× tfjs",
  "eager ×",
  "× loop",
]);

export function line({ name, unit, ours, spread, relaxed, op, baselines, speedup }: Figures): string {
  const numbers = [relaxed, op, baselines.tfjs, baselines.naive, speedup.tfjs, speedup.opOverTfjs];
  return row([
    name,
    unit,
    `${ours}`,
    `${(100 * spread).toFixed(1)} %`,
    ...[...numbers, speedup.naive].map((number) => `${number ?? ""}`),
  ]);
}

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(" ");
}

/** Three significant digits are more than a shared machine can repeat. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
