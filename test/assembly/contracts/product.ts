import { linkKernels } from "../../../src/kernels/instance.ts";
import {
  type MultiplyAdd,
  type ProductShape,
  product,
  roundedTwice,
} from "../../kernels/reference/product.ts";
import { exactOutput, input, scratch } from "../launch.ts";
import type { Values } from "../values.ts";
import type { Contract } from "./contract.ts";

/** What a batch of products does beyond multiplying. */
interface Options {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly sharesA: boolean;
  readonly sharesB: boolean;
  /** None, one for all members of the batch, or one for each. */
  readonly bias: "none" | "shared" | "own";
  readonly relu: boolean;
}

const { matmulScratchBytes } = await linkKernels(new WebAssembly.Memory({ initial: 1 }));

const biases = ["none", "shared", "own"] as const;

/** All 96 combinations, by number. */
function optionsOf(code: number): Options {
  return {
    transposeA: (code & 1) !== 0,
    transposeB: (code & 2) !== 0,
    sharesA: (code & 4) !== 0,
    sharesB: (code & 8) !== 0,
    relu: (code & 16) !== 0,
    bias: biases[code >> 5]!,
  };
}

/** Around the limits of a tile (2 rows × 16 columns), of a vector, and of the narrow products (< 8 columns). */
const edges = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 40];

function edge(i: number): number {
  return edges[i % edges.length]!;
}

const everyOption = Array.from({ length: 96 * 8 }, (_, i) => [
  2,
  edge(i),
  edge(5 * i + 1),
  edge(7 * i + 3),
  i % 96,
]);
const everyPairOfEdges = edges.flatMap((m, i) =>
  edges.flatMap((n, j) =>
    [0, 1, 2].map((l) => [1, m, n, edge(i + 2 * j + 4 * l), (29 * i + 31 * j + 37 * l) % 96]),
  ),
);
const upTo40 = Array.from({ length: 400 }, (_, i) => [
  1,
  1 + (i % 40),
  1 + ((11 * i) % 39),
  1 + ((17 * i) % 37),
  i % 96,
]);
const empty = [
  [0, 3, 3, 3, 0],
  [1, 0, 3, 3, 0],
  [1, 3, 0, 3, 0],
];

/** One matrix for each member of the batch, or one for all of them. */
function drawMatrices(values: Values, members: number, entries: number): Float32Array[] {
  return Array.from({ length: members }, () => values.floats(entries));
}

function joined(matrices: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(matrices.reduce((length, matrix) => length + matrix.length, 0));
  let end = 0;
  for (const matrix of matrices) {
    all.set(matrix, end);
    end += matrix.length;
  }
  return all;
}

/** The float32 results of the whole batch. */
function expectedProducts(
  batch: number,
  shape: ProductShape,
  a: readonly Float32Array[],
  b: readonly Float32Array[],
  bias: readonly Float32Array[],
  relu: boolean,
  multiplyAdd: MultiplyAdd,
): Float32Array {
  return joined(
    Array.from({ length: batch }, (_, member) =>
      product(
        shape,
        a[member % a.length]!,
        b[member % b.length]!,
        bias[member % bias.length],
        relu,
        multiplyAdd,
      ),
    ),
  );
}

function step(shares: boolean, entries: number): number {
  return shares ? 0 : 4 * entries;
}

export const matmul = matmulRounding(roundedTwice);

/** The contract of a binary whose products are added in the given way. */
export function matmulRounding(multiplyAdd: MultiplyAdd): Contract {
  return {
    sizes: [...everyOption, ...everyPairOfEdges, ...upTo40, ...empty],
    launch(values, batch, m, n, k, code) {
      const options = optionsOf(code);
      const { transposeA, transposeB, sharesA, sharesB, relu } = options;
      const a = drawMatrices(values, sharesA ? 1 : batch, m * k);
      const b = drawMatrices(values, sharesB ? 1 : batch, k * n);
      const bias = drawMatrices(values, { none: 0, shared: 1, own: batch }[options.bias], n);
      const biasStep = step(options.bias !== "own", n);
      const expected = expectedProducts(
        batch,
        { m, n, k, transposeA, transposeB },
        a,
        b,
        bias,
        relu,
        multiplyAdd,
      );
      return {
        operands: [
          exactOutput(expected),
          ...[a, b, bias].map((matrices) => input(joined(matrices))),
          scratch(matmulScratchBytes(m, n, k)),
        ],
        run: (exports, out, aAt, bAt, biasAt, scratchAt) =>
          exports.matmul(
            out,
            aAt,
            bAt,
            options.bias === "none" ? 0 : biasAt,
            scratchAt,
            batch,
            m,
            n,
            k,
            step(sharesA, m * k),
            step(sharesB, k * n),
            biasStep,
            transposeA,
            transposeB,
            relu ? 1 : 0,
          ),
      };
    },
  };
}
