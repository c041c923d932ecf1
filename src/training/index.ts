export { fit, type TrainingMetrics } from "./fit.ts";
export type { FitOptions, Progress } from "./fit-options.ts";
