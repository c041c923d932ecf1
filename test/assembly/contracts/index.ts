import type { KernelExports } from "../../../src/kernels/generated.ts";
import { arithmetic } from "./arithmetic.ts";
import { arrays } from "./arrays.ts";
import { categorical } from "./categorical.ts";
import type { Contract } from "./contract.ts";
import { elementwise } from "./elementwise.ts";
import { extrema } from "./extrema.ts";
import { gaussian } from "./gaussian.ts";
import { globalNorm } from "./global-norm.ts";
import { learning } from "./learning.ts";
import { normalization } from "./normalization.ts";
import { matmul } from "./product.ts";
import { random } from "./random.ts";
import { reductions } from "./reductions.ts";
import { targets } from "./targets.ts";

/** Exports that only compute a size and have no business with memory. */
export type SizeFunction = "adamSettingsBytes" | "matmulScratchBytes";

export const contracts: Record<Exclude<keyof KernelExports, SizeFunction>, Contract> = {
  ...arithmetic,
  ...arrays,
  ...categorical,
  ...elementwise,
  ...extrema,
  ...gaussian,
  ...learning,
  ...globalNorm,
  ...normalization,
  ...random,
  ...reductions,
  ...targets,
  matmul,
};
