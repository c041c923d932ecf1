import { expect, test } from "vitest";
import "../relaxed-simd.ts";
import { decodeBase64 } from "../../src/kernels/base64.ts";
import { kernelBytes } from "../../src/kernels/generated.ts";
import { relaxedKernelBytes } from "../../src/kernels/generated-relaxed.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { roundedOnce, roundedTwice } from "../kernels/reference/product.ts";
import { atAllAlignments, atEndOfMemory, firstProblems } from "./contracts/check.ts";
import { contracts } from "./contracts/index.ts";
import { matmulRounding } from "./contracts/product.ts";
import { createGuardedMemory } from "./guarded-memory.ts";
import { ordinaryValues, specialValues } from "./values.ts";

const guarded = await createGuardedMemory("relaxed");
const patience = { timeout: 60_000 };
const x = 1 + 2 ** -12;

/** Whether this processor rounds x · y + z once: x² − fround(x²) is then not 0. */
async function isFused(): Promise<boolean> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const exports = await linkKernels(memory, "relaxed");
  const [out, a, b, scratch] = [64, 128, 192, 256];
  new Float32Array(memory.buffer, a, 2).set([1, x]);
  new Float32Array(memory.buffer, b, 2).set([-Math.fround(x * x), x]);
  exports.matmul(out, a, b, 0, scratch, 1, 1, 1, 2, 0, 0, 0, false, false, 0);
  return new Float32Array(memory.buffer, out, 1)[0] !== 0;
}

const matmul = matmulRounding((await isFused()) ? roundedOnce : roundedTwice);
const relaxed = Object.entries({ ...contracts, matmul }).map(([name, contract]) => ({ name, contract }));

test("the reference rounds once: (1 + 2^−12)² − 1 − 2^−11 is 2^−24, and 0 where the product is rounded first", () => {
  expect(roundedOnce(x, x, -Math.fround(x * x))).toBe(2 ** -24);
  expect(roundedTwice(x, x, -Math.fround(x * x))).toBe(0);
});

// the tail of the product, 2^−60 or −2^−70, is lost in a float64 sum; without it the sum is halfway, and goes to even
test.for([
  {
    title: "above",
    y: (1 - 2 ** -12 + 2 ** -24) * 2 ** -24,
    sum: 1,
    by: 1 + 2 ** -12,
    expected: 1 + 2 ** -23,
  },
  {
    title: "below",
    y: (1 - 2 ** -23) * 2 ** -24,
    sum: 1 + 2 ** -23,
    by: 1 + 2 ** -23,
    expected: 1 + 2 ** -23,
  },
])("the reference rounds a sum just $title the middle of two float32 numbers to the nearer one", (each) => {
  const { y, by, sum, expected } = each;
  expect([y, by, sum].map(Math.fround)).toEqual([y, by, sum]);
  expect(Math.fround(by * y + sum)).not.toBe(expected);
  expect(roundedOnce(by, y, sum)).toBe(expected);
});

test("the two binaries export the same functions, and only one needs relaxed SIMD", async () => {
  const [strict, other] = [kernelBytes, relaxedKernelBytes].map(decodeBase64);
  const namesOf = async (bytes: BufferSource) => WebAssembly.Module.exports(await WebAssembly.compile(bytes));
  expect(await namesOf(other!)).toEqual(await namesOf(strict!));
  // f32x4.relaxed_madd is 0xfd and 0x105 in LEB128
  const madd = Buffer.of(0xfd, 0x85, 0x02);
  expect(Buffer.from(other!).includes(madd)).toBe(true);
  expect(Buffer.from(strict!).includes(madd)).toBe(false);
});

test.for(relaxed)(
  "relaxed $name: within the tolerance of the strict one, matmul to the bit of a fused sum, at four alignments",
  patience,
  ({ name, contract }) => {
    expect(firstProblems(contract, ordinaryValues(name), atAllAlignments(guarded))).toEqual([]);
  },
);

test.for(relaxed)(
  "relaxed $name: the same with ±0, subnormal, infinite and NaN arguments",
  patience,
  ({ name, contract }) => {
    expect(firstProblems(contract, specialValues(name), atAllAlignments(guarded))).toEqual([]);
  },
);

test.for(relaxed)(
  "relaxed $name: no access beyond the end of memory, with each block in turn at the end",
  patience,
  ({ name, contract }) => {
    expect(firstProblems(contract, ordinaryValues(name), atEndOfMemory(guarded))).toEqual([]);
  },
);
