import type { GradConfig } from "@tensorflow/tfjs-core";
import { arithmeticGradients } from "./arithmetic.ts";
import { cumulativeSumGradients } from "./cumulative-sum.ts";
import { gatherGradients } from "./gather.ts";
import { matmulGradients } from "./matmul.ts";
import { reductionGradients } from "./reduction.ts";
import { selectionGradients } from "./selection.ts";
import { shapeGradients } from "./shape.ts";
import { softmaxGradients } from "./softmax.ts";
import { stepFunctionGradients } from "./step-function.ts";
import { unaryGradients } from "./unary.ts";

/**
 * Gradients of the tfjs ops that networks and losses are written in. tfjs-core registers none by itself, and its own
 * collection cannot be imported in Node.
 */
export const gradients: readonly GradConfig[] = [
  ...arithmeticGradients,
  ...cumulativeSumGradients,
  ...gatherGradients,
  ...matmulGradients,
  ...reductionGradients,
  ...selectionGradients,
  ...stepFunctionGradients,
  ...shapeGradients,
  ...softmaxGradients,
  ...unaryGradients,
];
