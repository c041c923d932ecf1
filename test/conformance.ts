import { readFileSync } from "node:fs";
import { ulp } from "./ulp.ts";

/** Nested arrays of expected numbers. What is null, a number or an array, is not asserted. */
export type Expected = number | null | readonly Expected[];

/** Entries of a tolerance, each a factor of what its name says; the error may be their sum. */
export type Tolerance = Readonly<Record<string, number>>;

/**
 * What the entries `absolutePer…` count by, under the name that follows: one number, or one for each value. null adds
 * nothing: where the size is not finite, a finite value is a bound, hence exact.
 */
export type Sizes = Readonly<Record<string, number | readonly (number | null)[]>>;

/** The contents of a file of golden vectors, with the strings "Infinity", "-Infinity" and "NaN" as numbers. */
export function loadVectors<File>(name: string): File {
  const text = readFileSync(new URL(`./fixtures/conformance/${name}.json`, import.meta.url), "utf8");
  return JSON.parse(text, (_, value) => (isNotFinite(value) ? Number(value) : value));
}

function isNotFinite(value: unknown): boolean {
  return value === "Infinity" || value === "-Infinity" || value === "NaN";
}

/**
 * One line for every float32 result that disagrees with what is expected: by its class (NaN, Infinity, −Infinity,
 * finite), after rounding the expected number to float32, or by more than the tolerance.
 */
export function mismatches(
  name: string,
  got: ArrayLike<number>,
  expected: Expected,
  tolerance: Tolerance,
  sizes: Sizes = {},
): string[] {
  if (expected === null) return [];
  const wanted = flatten(expected);
  if (got.length !== wanted.length) return [`${name}: ${wanted.length} values expected, got ${got.length}`];
  return wanted.flatMap((value, i) => {
    if (value === null) return [];
    const allowed = allowedError(value, tolerance, (size) => sizeAt(sizes, size, i));
    if (agrees(got[i]!, value, allowed)) return [];
    return [`${name}, entry ${i}: expected ${value}, got ${got[i]}, allowed ±${allowed}`];
  });
}

function flatten(expected: Expected): (number | null)[] {
  return typeof expected === "object" && expected !== null ? expected.flatMap(flatten) : [expected];
}

function agrees(got: number, expected: number, allowed: number): boolean {
  const rounded = Math.fround(expected);
  if (Number.isFinite(got) && Number.isFinite(rounded)) return Math.abs(got - expected) <= allowed;
  return Object.is(got, rounded);
}

function allowedError(expected: number, tolerance: Tolerance, sizeOf: (name: string) => number): number {
  if (!Number.isFinite(Math.fround(expected))) return 0;
  let sum = 0;
  for (const [entry, factor] of Object.entries(tolerance)) sum += factor * unit(entry, expected, sizeOf);
  return sum;
}

function unit(entry: string, expected: number, sizeOf: (name: string) => number): number {
  if (entry === "absolute") return 1;
  if (entry === "relative") return Math.abs(expected);
  if (entry === "ulp") return ulp(expected);
  if (entry.startsWith("absolutePer")) return sizeOf(entry.slice("absolutePer".length));
  throw new Error(`no meaning is known for the tolerance entry ${entry}`);
}

function sizeAt(sizes: Sizes, name: string, index: number): number {
  const size = sizes[name];
  const value = typeof size === "number" ? size : size?.[index];
  if (value === undefined) throw new Error(`the tolerance asks for ${name}, which is not given`);
  return value ?? 0;
}
