export type { ActionLikelihood } from "./action-likelihood.ts";
export { type ActionScores, greedyPolicy } from "./greedy.ts";
export type { ContinuousQFunction, QFunction } from "./q-function.ts";
