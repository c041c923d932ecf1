import { expect, test } from "vitest";
import { contest } from "../../examples/stitching/contest.ts";
import { corners, maze, recordFamilies } from "../../examples/stitching/log.ts";
import { picture } from "../../examples/stitching/picture.ts";
import { bestWithin, walksOf } from "../../examples/stitching/walk.ts";
import { init } from "../../src/tensor/init.ts";

await init();

const seeds = [0, 1, 2, 3, 4];
// the shortest way from s1 to s9 has 12 steps, and the last earns 1
const shortest = 0.95 ** 11;

test.for(seeds)("no trajectory leads from s1 to s9, but the log's transitions do: seed %i", (seed) => {
  const { toNothing, toReward, both } = recordFamilies(seed);
  const starts = walksOf(both).map(({ path }) => path[0]!.join());
  expect(starts.filter((start) => start === corners.s1.join())).toHaveLength(100);
  expect(starts.filter((start) => start === corners.s7.join())).toHaveLength(50);
  expect(walksOf(toNothing).some(({ reachesReward }) => reachesReward)).toBe(false);
  expect(walksOf(toReward).every(({ reachesReward }) => reachesReward)).toBe(true);
  expect(bestWithin(both)).toBeCloseTo(shortest, 6);
});

test.for(seeds)(
  "cloning follows the log to s3; CQL goes from s1 to s9 by a shortest way: seed %i",
  async (seed) => {
    const { cloning, cql } = await contest(recordFamilies(seed), seed);
    expect(cloning.reachesReward).toBe(false);
    expect(cloning.path.at(-1)).toEqual(corners.s3);
    expect(cql.path[0]).toEqual(corners.s1);
    expect(cql.path.at(-1)).toEqual(corners.s9);
    expect(cql.path).toHaveLength(13);
    expect(cql.return).toBeCloseTo(shortest, 6);
  },
);

test("the picture has the walls, a line a way and the names of the corners", () => {
  const paths = [[corners.s1, corners.s3]];
  const svg = picture(maze("s1").map, [{ name: "a way", color: "#123456", shift: 0, width: 4, paths }]);
  const walls = maze("s1").map.cells.filter((kind) => kind === "wall").length;
  expect(svg.match(/fill="#bbb"/g)).toHaveLength(walls);
  expect(svg).toContain('points="72,72 456,72"');
  for (const name of Object.keys(corners)) expect(svg).toContain(`>${name}</text>`);
});
