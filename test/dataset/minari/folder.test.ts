import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { isMinariFolder, openMinariFolder } from "../../../src/dataset/minari/folder.ts";
import { readAll } from "../../../src/dataset/source.ts";
import { fixture, fixturePath } from "../fixture.ts";

const root = fixturePath("minari-control-ok");

async function bytesOf(source: Parameters<typeof openMinariFolder>[0], path: string): Promise<Uint8Array> {
  const file = await (await openMinariFolder(source)).open(path);
  const bytes = await readAll(file);
  await file.close();
  return bytes;
}

test.each([
  ["the path of the dataset", root],
  ["the path of its data", `${root}/data`],
  ["a file URL", pathToFileURL(root)],
  ["the text of a file URL", pathToFileURL(root).href],
])("%s leads to the same files", async (_, source) => {
  expect(await isMinariFolder(source)).toBe(true);
  expect(await bytesOf(source, "main_data.hdf5")).toEqual(
    Uint8Array.from(fixture("minari-control-ok/data/main_data.hdf5")),
  );
});

test.each(["no/such/folder", fixturePath(""), fixturePath("control-ok.hdf5"), "https://example.org/data"])(
  "%s is no Minari dataset",
  async (source) => {
    expect(await isMinariFolder(source)).toBe(false);
    await expect(openMinariFolder(source)).rejects.toThrow(
      `${source} is no Minari dataset: it has no data/metadata.json`,
    );
  },
);

test.each(["metadata.json", "data/metadata.json", "cartpole/expert-v0/data/metadata.json"])(
  "picked files are found around %s, also where episodes have a metadata.json of their own",
  async (path) => {
    const data = path.slice(0, -"metadata.json".length);
    const files = new Map([
      [`${data}0/metadata.json`, Uint8Array.of(1)],
      [path, Uint8Array.of(2)],
      [`${data}0/part-0.parquet`, Uint8Array.of(3)],
    ]);
    expect(await bytesOf(files, "metadata.json")).toEqual(Uint8Array.of(2));
    expect(await bytesOf(files, "0/part-0.parquet")).toEqual(Uint8Array.of(3));
    await expect(bytesOf(files, "main_data.hdf5")).rejects.toThrow(`${data}main_data.hdf5 is missing`);
  },
);

test("files without metadata and of two datasets are refused", async () => {
  const bytes = new Uint8Array();
  await expect(openMinariFolder(new Map([["data/main_data.hdf5", bytes]]))).rejects.toThrow(
    "the 1 files are no Minari dataset: there is no metadata.json",
  );
  const two = new Map(["a/data/metadata.json", "b/data/metadata.json"].map((path) => [path, bytes]));
  await expect(openMinariFolder(two)).rejects.toThrow("got a/data/metadata.json and b/data/metadata.json");
});
