import { addManyKernel } from "./add-many.ts";
import { argExtremumKernels } from "./arg-extremum.ts";
import { arithmeticKernels } from "./arithmetic.ts";
import { castKernel } from "./cast.ts";
import { classificationKernels } from "./classification.ts";
import { clipKernels } from "./clip.ts";
import { comparisonKernels } from "./comparison.ts";
import { cumulativeSumKernel } from "./cumulative-sum.ts";
import { extremumKernels } from "./extremum.ts";
import { fillKernels } from "./fill.ts";
import { gatherKernel } from "./gather.ts";
import { gatherPlacesKernel } from "./gather-places.ts";
import { identityKernel } from "./identity.ts";
import { joiningKernels } from "./joining.ts";
import { logicKernels } from "./logic.ts";
import { matmulKernels } from "./matmul.ts";
import { movementKernels } from "./movement.ts";
import { oneHotKernel } from "./one-hot.ts";
import { padKernel } from "./pad.ts";
import { reductionKernels } from "./reduction.ts";
import type { Replacement } from "./replacement.ts";
import { selectKernel } from "./select.ts";
import { softmaxKernel } from "./softmax.ts";
import { stepKernels } from "./step.ts";
import { unaryKernels } from "./unary.ts";

/** Kernels of ours under the names of tfjs. */
export const replacements: readonly Replacement[] = [
  addManyKernel,
  ...argExtremumKernels,
  ...arithmeticKernels,
  castKernel,
  ...classificationKernels,
  ...clipKernels,
  cumulativeSumKernel,
  ...extremumKernels,
  gatherKernel,
  gatherPlacesKernel,
  identityKernel,
  ...joiningKernels,
  ...comparisonKernels,
  ...fillKernels,
  ...logicKernels,
  ...matmulKernels,
  ...movementKernels,
  oneHotKernel,
  padKernel,
  ...reductionKernels,
  selectKernel,
  ...stepKernels,
  softmaxKernel,
  ...unaryKernels,
];

export { gatherOps } from "./gather.ts";
export { gatherPlacesOps } from "./gather-places.ts";
export type { Replacement } from "./replacement.ts";
