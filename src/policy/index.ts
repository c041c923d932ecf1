export { type ActionScores, greedyPolicy } from "./greedy.ts";
export type { QFunction } from "./q-function.ts";
