import type { KernelExports } from "../../src/kernels/generated.ts";
import { mismatches, type Sizes, type Tolerance } from "../conformance.ts";
import { firstDifference } from "../first-difference.ts";

export type Numbers = Float32Array | Int32Array | Uint8Array | Uint32Array | Float64Array;

/** A block of memory that a kernel call reads, writes or both. */
export interface Operand {
  readonly bytes: number;
  /** What lies there before the call; nothing in particular if it is not given. */
  readonly contents?: Numbers;
  /** What is wrong with what the call left there. Without it the block must stay as it was. */
  readonly problems?: (memory: ArrayBuffer, address: number) => string[];
}

/** One kernel call: its blocks of memory, and the call itself with their addresses in the same order. */
export interface Launch {
  readonly operands: readonly Operand[];
  readonly run: (exports: KernelExports, ...addresses: number[]) => unknown;
  /** What the call must return, if it returns anything. */
  readonly returns?: number;
}

export function input(contents: Numbers): Operand {
  return { bytes: contents.byteLength, contents };
}

/** float32 results, right within a tolerance. */
export function output(expected: readonly number[], tolerance: Tolerance, sizes: Sizes = {}): Operand {
  return {
    bytes: 4 * expected.length,
    problems: (memory, address) => {
      const got = new Float32Array(memory, address, expected.length);
      return mismatches("output", got, expected, tolerance, sizes);
    },
  };
}

/** Results that are right to the bit, or NaN where NaN is expected. */
export function exactOutput(expected: Numbers): Operand {
  return {
    bytes: expected.byteLength,
    problems: (memory, address) => {
      const difference = firstDifference(viewLike(expected, memory, address), expected);
      return difference === undefined ? [] : [difference];
    },
  };
}

/** A block that is read and written. */
export function updated(contents: Numbers, after: Operand): Operand {
  return { ...after, contents };
}

/** A block that the call may fill with anything. */
export function scratch(bytes: number): Operand {
  return { bytes, problems: () => [] };
}

function viewLike(numbers: Numbers, memory: ArrayBuffer, address: number): Numbers {
  if (numbers instanceof Float32Array) return new Float32Array(memory, address, numbers.length);
  if (numbers instanceof Float64Array) return new Float64Array(memory, address, numbers.length);
  if (numbers instanceof Int32Array) return new Int32Array(memory, address, numbers.length);
  if (numbers instanceof Uint8Array) return new Uint8Array(memory, address, numbers.length);
  return new Uint32Array(memory, address, numbers.length);
}
