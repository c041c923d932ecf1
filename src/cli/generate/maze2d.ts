import { generateMaze2d } from "../../env/generate-maze2d.ts";
import { pointMaze } from "../../env/point-maze.ts";
import type { PointMazeName } from "../../env/point-maze-maps.ts";
import { logOf, type Recipe } from "./recipe.ts";

/** D4RL's maze2d log. */
export function maze2d(map: PointMazeName): Recipe {
  return {
    name: `maze2d-${map}`,
    summary: "a noisy waypoint controller that walks from goal to goal, as in D4RL",
    isSized: true,
    async record({ steps, seed, report }) {
      report(`maze2d-${map}: recording ${steps} steps`);
      return logOf(generateMaze2d(map, { steps, seed }), pointMaze(map).actions);
    },
  };
}
