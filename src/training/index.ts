export { fit, type TrainingMetrics } from "./fit.ts";
export type { FitOptions, Progress } from "./fit-options.ts";
export { learnOnline, type OnlineProgress } from "./learn-online.ts";
export type { OnlineOptions } from "./online-options.ts";
export { ValueDivergenceError, type ValueGuard } from "./value-guard.ts";
