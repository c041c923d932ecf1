import type { Environment } from "../../env/environment.ts";
import { learnUntil, type Schooling, type Stage } from "./learn-until.ts";
import type { Recipe } from "./recipe.ts";

/** All that an online learner saw until it was at a stage. */
export function replay(
  name: string,
  summary: string,
  environment: () => Environment,
  schooling: Schooling,
  stage: Stage,
): Recipe {
  return {
    name,
    summary,
    isSized: false,
    async record(order) {
      const { learner, log } = await learnUntil(environment(), schooling, stage, order);
      learner.dispose();
      return log();
    },
  };
}
