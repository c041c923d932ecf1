import type { Case } from "../case.ts";
import { actCases } from "./act.ts";
import { adamCases } from "./adam.ts";
import { bellmanTargetCases } from "./bellman-target.ts";
import { captureOverheadCases } from "./capture-overhead.ts";
import { categoricalKlCases } from "./categorical-kl.ts";
import { gatherCases } from "./gather.ts";
import { gaussianKlCases } from "./gaussian-kl.ts";
import { logSumExpCases } from "./log-sum-exp.ts";
import { matmulCases } from "./matmul.ts";
import { trainCases } from "./train.ts";
import { continuousCases } from "./train-continuous.ts";

/** Every case, in the order of the report. Needs `init`. */
export function allCases(): Case[] {
  return [
    ...logSumExpCases(),
    ...bellmanTargetCases(),
    ...gaussianKlCases(),
    ...categoricalKlCases(),
    ...matmulCases(),
    ...adamCases(),
    ...gatherCases(),
    ...actCases(),
    ...trainCases(),
    ...continuousCases(),
    ...captureOverheadCases(),
  ];
}
