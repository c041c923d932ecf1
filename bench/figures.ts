import type { Case } from "./case.ts";
import type { Timing } from "./measure.ts";

/** The figures of a case, in its unit. */
export interface Figures {
  readonly name: string;
  readonly unit: string;
  /** Median. */
  readonly ours: number;
  /** Half the distance between the quartiles, as a share of the median. */
  readonly spread: number;
  /** Median of the same kernel as a tfjs op, where there is one. */
  readonly op?: number;
  /** Medians of the other implementations in the same run. */
  readonly baselines: { readonly tfjs: number; readonly naive: number };
  /** How many times faster ours is, and how many times the same kernel as a tfjs op. */
  readonly speedup: { readonly tfjs: number; readonly naive: number; readonly opOverTfjs?: number };
}

export function figures({ name, unit }: Case, timings: ReadonlyMap<string, Timing>): Figures {
  const median = (variant: string) => timings.get(variant)!.median;
  const figure = (variant: string) => rounded(unit.of(median(variant)));
  const ours = timings.get("ours")!;
  return {
    name,
    unit: unit.name,
    ours: figure("ours"),
    spread: rounded(ours.spread / ours.median),
    ...(timings.has("op") ? { op: figure("op") } : {}),
    baselines: { tfjs: figure("tfjs"), naive: figure("naive") },
    speedup: {
      tfjs: rounded(median("tfjs") / ours.median),
      naive: rounded(median("naive") / ours.median),
      ...(timings.has("op") ? { opOverTfjs: rounded(median("tfjs") / median("op")) } : {}),
    },
  };
}

const widths = [34, 10, 9, 8, 10, 9, 10, 8, 8, 9];

export const header: string = row([
  "case",
  "unit",
  "ours",
  "±",
  "as tfjs op",
  "tfjs",
  "loop",
  "× tfjs",
  "op × tfjs",
  "× loop",
]);

export function line({ name, unit, ours, spread, op, baselines, speedup }: Figures): string {
  return row([
    name,
    unit,
    `${ours}`,
    `${(100 * spread).toFixed(1)} %`,
    op === undefined ? "" : `${op}`,
    `${baselines.tfjs}`,
    `${baselines.naive}`,
    `${speedup.tfjs}`,
    `${speedup.opOverTfjs ?? ""}`,
    `${speedup.naive}`,
  ]);
}

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(" ");
}

/** Three significant digits are more than a shared machine can repeat. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
