import { expect, test } from "vitest";
import { createDataset } from "../../../src/dataset/create-dataset.ts";
import type { Dataset } from "../../../src/dataset/dataset.ts";
import { writeD3rlpy } from "../../../src/dataset/hdf5/write-d3rlpy.ts";
import { writeD4rl } from "../../../src/dataset/hdf5/write-d4rl.ts";
import { writeMinari } from "../../../src/dataset/hdf5/write-minari.ts";
import { readFlipped } from "./read-flipped.ts";

/** Every how many bytes one is inverted: 1 takes minutes. A prime visits all places of a word. */
const every = Number(process.env.FLIP_EVERY ?? 11);

/** Two episodes, one terminated and one truncated, with a different number in every entry. */
function log(): Dataset {
  const observations = Float32Array.from({ length: 5 }, (_, row) => row + 1);
  const nextObservations = Float32Array.of(2, 3, 10, 5, 20);
  return createDataset(
    {
      observations,
      nextObservations,
      actions: Int32Array.of(0, 1, 2, 1, 0),
      rewards: [0.5, 1.5, 2.5, 3.5, 4.5],
      terminated: [0, 0, 1, 0, 0],
      truncated: [0, 0, 0, 0, 1],
    },
    { actionCount: 4 },
  );
}

const layouts = {
  D4RL: async () => ({ "log.hdf5": await writeD4rl(log()) }),
  d3rlpy: async () => ({ "log.h5": await writeD3rlpy(log()) }),
  Minari: async () => Object.fromEntries(await writeMinari(log(), { id: "log-v0" })),
};

test.each([
  ["D4RL", "log.hdf5"],
  ["d3rlpy", "log.h5"],
  ["Minari", "data/main_data.hdf5"],
  ["Minari", "data/metadata.json"],
] as const)(
  "a byte inverted in %s's %s leads to the same data or a DatasetError",
  async (layout, path) => {
    const files: Record<string, Uint8Array> = await layouts[layout]();
    const places = Array.from(files[path]!.keys()).filter((place) => place % every === 0);
    const options = layout === "Minari" ? {} : { actionCount: 4 };
    const base64 = Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]),
    );
    const outcomes = await readFlipped({ files: base64, path, places, options }, 30 * Math.ceil(30 / every));
    const others = places.flatMap((place, i) =>
      outcomes[i] === "the same" || outcomes[i] === "DatasetError" ? [] : [`${place}: ${outcomes[i]}`],
    );
    expect(others).toEqual([]);
  },
  900_000,
);
