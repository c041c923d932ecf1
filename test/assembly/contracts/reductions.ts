import type { KernelExports } from "../../../src/kernels/generated.ts";
import { total } from "../../kernels/reference/total.ts";
import { exactOutput, input, type Numbers } from "../launch.ts";
import type { Values } from "../values.ts";
import type { Contract } from "./contract.ts";

const inners = [0, 1, 2, 3, 4, 5, 7, 8, 9, 18];
const lengths = [...Array(22).keys(), 33, 67, 131];
const sizes = [0, 1, 3].flatMap((outer) =>
  lengths.flatMap((reduced) => inners.map((inner) => [outer, reduced, inner])),
);

interface Reduction<Entries extends Numbers> {
  draw(values: Values, count: number): Entries;
  of(entries: readonly number[]): number;
  /** Puts results into an array of the type that the kernel writes. */
  pack(results: readonly number[]): Numbers;
  run(exports: KernelExports, out: number, x: number, outer: number, reduced: number, inner: number): void;
}

function reduction<Entries extends Numbers>({ draw, of, pack, run }: Reduction<Entries>): Contract {
  return {
    sizes,
    launch(values, outer, reduced, inner) {
      const x = draw(values, outer * reduced * inner);
      const results = Array.from({ length: outer * inner }, (_, place) => {
        const first = Math.floor(place / inner) * reduced * inner + (place % inner);
        return of(Array.from({ length: reduced }, (_, r) => x[first + r * inner]!));
      });
      return {
        operands: [exactOutput(pack(results)), input(x)],
        run: (exports, out, address) => run(exports, out, address, outer, reduced, inner),
      };
    },
  };
}

function floats(values: Values, count: number): Float32Array {
  return values.floats(count);
}

function integers({ stream }: Values, count: number): Int32Array {
  return Int32Array.from({ length: count }, () => stream.bits());
}

/** Mostly true or mostly false, by the draw; any byte but 0 holds. */
function truths({ stream }: Values, count: number): Uint8Array {
  const isRare = stream.integer(2) === 0;
  return Uint8Array.from({ length: count }, () =>
    (stream.integer(16) === 0) === isRare ? 1 + stream.integer(255) : 0,
  );
}

const toFloats = (results: readonly number[]): Float32Array => Float32Array.from(results);
const toIntegers = (results: readonly number[]): Int32Array => Int32Array.from(results);
const toTruths = (results: readonly number[]): Uint8Array => Uint8Array.from(results);
const scale = 0.3;
const mean = (entries: readonly number[]): number => scale * total(entries);

export const reductions = {
  allTrue: reduction({
    draw: truths,
    of: (entries) => Number(entries.every(Boolean)),
    pack: toTruths,
    run: (exports, ...numbers) => exports.allTrue(...numbers),
  }),
  anyTrue: reduction({
    draw: truths,
    of: (entries) => Number(entries.some(Boolean)),
    pack: toTruths,
    run: (exports, ...numbers) => exports.anyTrue(...numbers),
  }),
  largest: reduction({
    draw: floats,
    of: (entries) => Math.max(...entries),
    pack: toFloats,
    run: (exports, ...numbers) => exports.largest(...numbers),
  }),
  largestInteger: reduction({
    draw: integers,
    of: (entries) => Math.max(-(2 ** 31), ...entries),
    pack: toIntegers,
    run: (exports, ...numbers) => exports.largestInteger(...numbers),
  }),
  meanOfIntegers: reduction({
    draw: integers,
    of: mean,
    pack: toFloats,
    run: (exports, ...numbers) => exports.meanOfIntegers(...numbers, scale),
  }),
  meanOfTruths: reduction({
    draw: truths,
    of: mean,
    pack: toFloats,
    run: (exports, ...numbers) => exports.meanOfTruths(...numbers, scale),
  }),
  product: reduction({
    draw: floats,
    of: (entries) => entries.reduce((product, x) => product * x, 1),
    pack: toFloats,
    run: (exports, ...numbers) => exports.product(...numbers),
  }),
  productOfIntegers: reduction({
    draw: integers,
    of: (entries) => entries.reduce(Math.imul, 1),
    pack: toIntegers,
    run: (exports, ...numbers) => exports.productOfIntegers(...numbers),
  }),
  smallest: reduction({
    draw: floats,
    of: (entries) => Math.min(...entries),
    pack: toFloats,
    run: (exports, ...numbers) => exports.smallest(...numbers),
  }),
  smallestInteger: reduction({
    draw: integers,
    of: (entries) => Math.min(2 ** 31 - 1, ...entries),
    pack: toIntegers,
    run: (exports, ...numbers) => exports.smallestInteger(...numbers),
  }),
  sumOfIntegers: reduction({
    draw: integers,
    of: (entries) => entries.reduce((sum, x) => (sum + x) | 0, 0),
    pack: toIntegers,
    run: (exports, ...numbers) => exports.sumOfIntegers(...numbers),
  }),
} satisfies Record<string, Contract>;
