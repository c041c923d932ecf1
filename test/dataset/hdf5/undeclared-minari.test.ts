import { expect, test } from "vitest";
import { hdf5Bytes } from "./bytes.ts";
import { readHdf5Dataset } from "./read-hdf5-dataset.ts";

type LibraryFile = Parameters<NonNullable<Parameters<typeof hdf5Bytes>[1]>>[0];

/** Episodes of one step whose observations and actions `extend` writes. */
function episodes(count: number, extend: (file: LibraryFile, episode: string) => void): Promise<Uint8Array> {
  return hdf5Bytes({}, (file) => {
    for (let index = 0; index < count; index++) {
      const episode = `episode_${index}`;
      file.create_group(episode);
      for (const [name, value] of Object.entries({ rewards: index, terminations: 1, truncations: 0 })) {
        file.create_dataset({ name: `${episode}/${name}`, data: Float64Array.of(value) });
      }
      extend(file, episode);
    }
  });
}

test("groups are Dicts, sorted by key, or Tuples by index; integers with a second axis are no choices", async () => {
  const bytes = await episodes(2, (file, episode) => {
    for (const group of ["observations", "observations/b", "actions"])
      file.create_group(`${episode}/${group}`);
    file.create_dataset({ name: `${episode}/observations/b/_index_1`, data: Float32Array.of(3, 4) });
    file.create_dataset({ name: `${episode}/observations/b/_index_0`, data: Float32Array.of(1, 2) });
    file.create_dataset({
      name: `${episode}/observations/a`,
      data: Float32Array.of(5, 6, 7, 8),
      shape: [2, 2],
    });
    file.create_dataset({ name: `${episode}/actions/speed`, data: Int32Array.of(9), shape: [1, 1] });
  });
  const dataset = await readHdf5Dataset(bytes);
  expect(dataset.observations.subarray(0, 4)).toEqual(Float32Array.of(5, 6, 1, 3));
  expect(dataset.nextObservations?.subarray(0, 4)).toEqual(Float32Array.of(7, 8, 2, 4));
  expect(dataset).toMatchObject({
    rows: 2,
    actions: Float32Array.of(9, 9),
    spec: { actions: { kind: "continuous" } },
  });
});

test("eleven episodes are in the order of their numbers", async () => {
  const bytes = await episodes(11, (file, episode) => {
    file.create_dataset({ name: `${episode}/observations`, data: Float32Array.of(1, 2) });
    file.create_dataset({ name: `${episode}/actions`, data: BigInt64Array.of(1n) });
  });
  const { rewards, spec } = await readHdf5Dataset(bytes);
  expect([...rewards]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(spec.actions).toEqual({ kind: "discrete", count: 2 });
});

test("a gap between the episodes is refused", async () => {
  const bytes = await hdf5Bytes({}, (file) => {
    file.create_group("episode_0");
    file.create_group("episode_2");
    file.create_dataset({ name: "episode_0/observations", data: Float32Array.of(1, 2) });
    for (const name of ["actions", "rewards", "terminations", "truncations"]) {
      file.create_dataset({ name: `episode_0/${name}`, data: Float32Array.of(1) });
    }
  });
  await expect(readHdf5Dataset(bytes)).rejects.toThrow("episode_1 of total_episodes = 2 is missing");
});

test("a Dict that holds itself, and one of very many paths, are refused at once", async () => {
  const circle = await episodes(1, (file, episode) => {
    file.create_group(`${episode}/actions`);
    file.create_hard_link(`/${episode}/actions`, `${episode}/actions/itself`);
  });
  await expect(readHdf5Dataset(circle)).rejects.toThrow("groups must not be nested deeper than 64");
  const doubling = await episodes(1, (file, episode) => {
    let group = `${episode}/actions`;
    file.create_group(group);
    for (let depth = 0; depth < 20; depth++) {
      file.create_group(`${group}/a`);
      file.create_hard_link(`/${group}/a`, `${group}/b`);
      group = `${group}/a`;
    }
    file.create_dataset({ name: `${group}/x`, data: Float32Array.of(1) });
  });
  await expect(readHdf5Dataset(doubling)).rejects.toThrow("actions must have at most 1000 parts");
});
