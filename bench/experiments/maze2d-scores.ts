import { mkdir, writeFile } from "node:fs/promises";
import {
  normalizedScore,
  type PointMazeName,
  type Policy,
  pointMaze,
  rollout,
  uniformPolicy,
  waypointController,
} from "../../src/index.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { machine } from "../machine.ts";

// Returns on the closed-form maze2d, 1,000 episodes each: random actions, D4RL's controller with its stale plan (the source
// of D4RL's reference scores) and the same controller with a plan for every episode.
//
//     npx tsx bench/experiments/maze2d-scores.ts

const episodes = 1000;
const names: readonly PointMazeName[] = ["umaze", "medium", "large"];
const rewards = ["sparse", "dense"] as const;

const results = names.flatMap((name) => rewards.map((reward) => scores(name, reward)));
const output = { machine: machine(), episodes, results };
await mkdir("bench/results", { recursive: true });
await writeFile("bench/results/maze2d-scores.json", `${JSON.stringify(output, null, 2)}\n`);
console.log(JSON.stringify(results, null, 2));

function scores(name: PointMazeName, reward: "sparse" | "dense") {
  const environment = pointMaze(name, { reward });
  const scoreName = reward === "sparse" ? `maze2d-${name}` : `maze2d-${name}-dense`;
  const stream = (of: string) => randomStream(0, `${scoreName} ${of}`);
  const measure = (policy: Policy<Float32Array>) => {
    const { returns, returnMean, returnSd } = rollout(policy, environment, { episodes });
    return {
      returnMean,
      standardError: returnSd / Math.sqrt(episodes),
      normalizedScore: normalizedScore(scoreName, returnMean),
      shareOfZeros: returns.filter((episodeReturn) => episodeReturn === 0).length / episodes,
    };
  };
  return {
    environment: scoreName,
    random: measure(uniformPolicy(environment.actions, stream("actions"))),
    stale: measure(waypointController(name, { random: stream("stale"), replan: false })),
    replanned: measure(waypointController(name, { random: stream("replanned") })),
  };
}
