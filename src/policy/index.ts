export { type ActionScores, greedyPolicy } from "./greedy.ts";
export type { Policy } from "./policy.ts";
export type { QFunction } from "./q-function.ts";
