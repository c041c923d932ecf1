import { rounded } from "../figures.ts";
import { summary } from "../measure.ts";
import type { LoadCase } from "./cases.ts";
import type { Load } from "./measure.ts";

/** Megabytes of columns a second, and the memory that it took. */
export interface LoadFigures {
  readonly name: string;
  readonly unit: "MB/s";
  /** Median. */
  readonly ours: number;
  /** Half the distance between the quartiles, as a share of the median. */
  readonly spread: number;
  readonly seconds: number;
  /** Peak of memory over the bytes of the columns. */
  readonly peakOverDecoded: number;
  readonly baselines: { readonly [library: string]: number };
  readonly speedup: { readonly [library: string]: number };
}

/** Medians over the loads in turn with those of the Python library, if there are any. */
export function loadFigures(
  { name, library }: LoadCase,
  loads: readonly Load[],
  python: readonly number[],
): LoadFigures {
  const bytes = loads[0]!.decodedBytes;
  const ours = summary(loads.map(({ milliseconds }) => milliseconds));
  const speed = (milliseconds: number): number => rounded(bytes / milliseconds / 1000);
  const theirs = python.length > 0 ? summary(python).median : undefined;
  return {
    name,
    unit: "MB/s",
    ours: speed(ours.median),
    spread: rounded(ours.spread / ours.median),
    seconds: rounded(ours.median / 1000),
    peakOverDecoded: rounded(Math.max(...loads.map(({ peakBytes }) => peakBytes)) / bytes),
    baselines: theirs === undefined ? {} : { [library]: speed(theirs) },
    speedup: theirs === undefined ? {} : { [library]: rounded(theirs / ours.median) },
  };
}

/** A line for people. */
export function loadLine(figures: LoadFigures): string {
  const { name, ours, spread, seconds, peakOverDecoded, speedup } = figures;
  const faster = Object.entries(speedup).map(
    ([library, factor]) => `, ${factor} times as fast as ${library}`,
  );
  return (
    `${name.padEnd(22)} ${ours} MB/s ± ${(100 * spread).toFixed(1)} %: ${seconds} s, ` +
    `memory ${peakOverDecoded} times that of the columns${faster.join("")}`
  );
}
