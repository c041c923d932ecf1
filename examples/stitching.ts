import { writeFile } from "node:fs/promises";
import { init } from "offline-rl";
import { type Contest, contest } from "./stitching/contest.ts";
import { maze, recordFamilies } from "./stitching/log.ts";
import { picture } from "./stitching/picture.ts";
import { bestWithin, type Walk, walksOf } from "./stitching/walk.ts";

// Stitching good pieces of bad trajectories: no trajectory of the log leads from s1 to the reward at s9, but the first half
// of one family and the second half of another do. Run it: npx tsx examples/stitching.ts

const file = new URL("../bench/results/stitching.svg", import.meta.url);

await init();
const families = Array.from({ length: 10 }, (_, seed) => recordFamilies(seed));
const contests: Contest[] = [];
for (const [seed, log] of families.entries()) contests.push(await contest(log, seed));

const rows: readonly (readonly [string, readonly Walk[]])[] = [
  ["the log's trajectories", families.flatMap(({ toNothing }) => walksOf(toNothing))],
  ["behavior cloning", contests.map(({ cloning }) => cloning)],
  ["cloning of s7 → s9 alone", contests.map(({ cloningOfBest }) => cloningOfBest)],
  ["discrete CQL", contests.map(({ cql }) => cql)],
];
console.log("from s1                    reaches s9   return (γ = 0.95)");
for (const [name, walks] of rows) {
  const share = `${Math.round(100 * mean(walks.map(({ reachesReward }) => Number(reachesReward))))} %`;
  console.log(
    name.padEnd(26),
    share.padStart(10),
    mean(walks.map((walk) => walk.return))
      .toFixed(3)
      .padStart(19),
  );
}
const [shown, outcome] = [families[0]!, contests[0]!];
console.log(
  "best within the log, exact".padEnd(26),
  "".padStart(10),
  bestWithin(shown.both).toFixed(3).padStart(19),
);

// a dozen of each family shows enough
const paths = (walks: readonly Walk[]) => walks.slice(0, 12).map(({ path }) => path);
const drawing = picture(maze("s1").map, [
  { name: "log: s1 → s3", color: "#E69F00", shift: -0.09, width: 3, paths: paths(walksOf(shown.toNothing)) },
  { name: "log: s7 → s9", color: "#56B4E9", shift: 0.09, width: 3, paths: paths(walksOf(shown.toReward)) },
  {
    name: "behavior cloning, from s1",
    color: "#D55E00",
    shift: -0.24,
    width: 4,
    paths: [outcome.cloning.path],
  },
  { name: "discrete CQL, from s1", color: "#009E73", shift: 0.24, width: 4, paths: [outcome.cql.path] },
]);
await writeFile(file, drawing);
console.log(`\nPicture: ${file.pathname}`);

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
