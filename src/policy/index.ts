export { type ActionScores, greedyPolicy } from "./greedy.ts";
export type { Policy } from "./policy.ts";
