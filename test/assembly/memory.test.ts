import { expect, test } from "vitest";
import { linkKernels } from "../../src/kernels/instance.ts";
import { atAllAlignments, atEndOfMemory, firstProblems } from "./contracts/check.ts";
import { contracts, type SizeFunction } from "./contracts/index.ts";
import { createGuardedMemory } from "./guarded-memory.ts";
import { ordinaryValues, specialValues } from "./values.ts";

const guarded = await createGuardedMemory();
const kernels = Object.entries(contracts).map(([name, contract]) => ({ name, contract }));
/** Each takes a second at most; a busy machine may take its time. */
const patience = { timeout: 60_000 };

test("every export of the kernels has a contract here, but for the two that only compute a size", async () => {
  const exports = await linkKernels(new WebAssembly.Memory({ initial: 1 }));
  const sizeFunctions: readonly SizeFunction[] = ["adamSettingsBytes", "matmulScratchBytes"];
  expect(Object.keys(exports).sort()).toEqual([...Object.keys(contracts), ...sizeFunctions].sort());
});

test.for(kernels)(
  "$name: the float64 reference's results, and no other byte touched, for all sizes at four alignments",
  patience,
  ({ name, contract }) => {
    expect(firstProblems(contract, ordinaryValues(name), atAllAlignments(guarded))).toEqual([]);
  },
);

test.for(kernels)(
  "$name: the same with ±0, subnormal, infinite and NaN arguments, classes equal to the reference's",
  patience,
  ({ name, contract }) => {
    expect(firstProblems(contract, specialValues(name), atAllAlignments(guarded))).toEqual([]);
  },
);

test.for(kernels)(
  "$name: no access beyond the end of memory, with each block in turn at the end",
  patience,
  ({ name, contract }) => {
    expect(firstProblems(contract, ordinaryValues(name), atEndOfMemory(guarded))).toEqual([]);
  },
);
