export { fit, type TrainingMetrics } from "./fit.ts";
export type { FitOptions, Progress } from "./fit-options.ts";
export { type ContinuousOnlineProgress, learnOnline, type OnlineProgress } from "./learn-online.ts";
export type { ContinuousOnlineOptions, OnlineOptions } from "./online-options.ts";
export { ValueDivergenceError, type ValueGuard } from "./value-guard.ts";
