import type { KernelExports } from "../../../src/kernels/generated.ts";
import { arithmetic } from "./arithmetic.ts";
import { arrays } from "./arrays.ts";
import { categorical } from "./categorical.ts";
import { comparison } from "./comparison.ts";
import type { Contract } from "./contract.ts";
import { cumulativeSums } from "./cumulative-sums.ts";
import { elementwise } from "./elementwise.ts";
import { extrema } from "./extrema.ts";
import { filling } from "./filling.ts";
import { gathering } from "./gathering.ts";
import { gaussian } from "./gaussian.ts";
import { globalNorm } from "./global-norm.ts";
import { learning } from "./learning.ts";
import { movement } from "./movement.ts";
import { normalization } from "./normalization.ts";
import { matmul } from "./product.ts";
import { random } from "./random.ts";
import { reductions } from "./reductions.ts";
import { targets } from "./targets.ts";
import { unary } from "./unary.ts";

/** Exports that only compute a size and have no business with memory. */
export type SizeFunction = "adamSettingsBytes" | "matmulScratchBytes";

export const contracts: Record<Exclude<keyof KernelExports, SizeFunction>, Contract> = {
  ...arithmetic,
  ...arrays,
  ...categorical,
  ...cumulativeSums,
  ...comparison,
  ...elementwise,
  ...extrema,
  ...filling,
  ...gathering,
  ...gaussian,
  ...learning,
  ...movement,
  ...globalNorm,
  ...normalization,
  ...random,
  ...reductions,
  ...targets,
  ...unary,
  matmul,
};
