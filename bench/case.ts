/** One implementation of a case. */
export interface Variant {
  /** Does the work once. What it computes must be stored where it can be read. */
  call(): void;
  /** Does the work once and returns what it computed, so that variants can be compared before they are timed. */
  result(): ArrayLike<number>;
}

/** How a time of one call becomes the figure that is reported. */
export interface Unit {
  readonly name: "ns/element" | "us" | "steps/s" | "GFLOP/s";
  /** Figure of a call that took `microseconds`. */
  of(microseconds: number): number;
}

/** Nanoseconds for each of `count` elements. */
export function perElement(count: number): Unit {
  return { name: "ns/element", of: (microseconds) => (1000 * microseconds) / count };
}

/** Billions of floating-point operations a second, for calls of `operations`. */
export function gigaflops(operations: number): Unit {
  return { name: "GFLOP/s", of: (microseconds) => operations / microseconds / 1000 };
}

/** Microseconds of a call. */
export const microseconds: Unit = { name: "us", of: (time) => time };

/** Training steps a second, for calls of so many steps. */
export function stepsPerSecond(stepsPerCall = 1): Unit {
  return { name: "steps/s", of: (microseconds) => (1e6 * stepsPerCall) / microseconds };
}

/** One line of the benchmark. Every variant does the same work on the same numbers. */
export interface Case {
  readonly name: string;
  readonly unit: Unit;
  /** The launch of the kernel on the heap; for matmul the tfjs op, for training a captured step. */
  readonly ours: Variant;
  /** The same called eagerly: with tfjs's dispatch and the allocation of the results. */
  readonly op?: Variant;
  /** A loop in TypeScript, as one would write it without a library. */
  readonly naive?: Variant;
}
