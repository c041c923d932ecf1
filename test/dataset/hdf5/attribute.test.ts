import { expect, test } from "vitest";
import { readHdf5 } from "../../../src/dataset/hdf5/file.ts";
import { storedManifest } from "../../../src/dataset/hdf5/manifest-attribute.ts";
import { fixture } from "../fixture.ts";
import { hdf5Bytes } from "./bytes.ts";

test("numbers and texts that are attached to the root or to a group are read", async () => {
  const bytes = await hdf5Bytes({}, (file) => {
    file.create_attribute("note", "zwölf", null, "S6");
    file.create_group("episode_0").create_attribute("total_steps", BigInt64Array.of(12n), [], "<q");
    file.create_attribute("score", Float64Array.of(0.5), [1], "<d");
  });
  await readHdf5(bytes, (file) => {
    expect(file.attribute("", "note")).toBe("zwölf");
    expect(file.attribute("", "score")).toBe(0.5);
    expect(file.attribute("episode_0", "total_steps")).toBe(12);
    expect(file.attribute("", "absent")).toBeUndefined();
    expect(() => file.attribute("absent", "note")).toThrow("absent is missing");
  });
});

test("what h5py attached is read", async () => {
  await readHdf5(fixture("minari-cartpole/data/main_data.hdf5"), (file) => {
    const names = ["id", "total_steps", "seed", "options/low", "rewards_sum"];
    expect(names.map((name) => file.attribute("episode_0", name))).toEqual([0, 15, 734353441, -0.1, 15]);
  });
});

test("lists, texts of variable length and long texts are refused", async () => {
  const bytes = await hdf5Bytes({}, (file) => {
    file.create_attribute("list", Float64Array.of(1, 2));
    file.create_attribute("variable", "text", null, "S");
  });
  await readHdf5(bytes, (file) => {
    for (const name of ["list", "variable"]) {
      expect(() => file.attribute("", name)).toThrow(
        `the attribute ${name} of the root group must be one number or one text of fixed length, at most 65536 bytes`,
      );
    }
  });
});

test("a manifest that is no text is refused, and a file without one has none", async () => {
  const bytes = await hdf5Bytes({}, (file) =>
    file.create_attribute("offline_rl_manifest", Float64Array.of(7), [], "<d"),
  );
  await readHdf5(bytes, (file) => {
    expect(() => storedManifest(file)).toThrow("the attribute offline_rl_manifest must be a text; got 7");
  });
  expect(await readHdf5(fixture("control-ok.hdf5"), storedManifest)).toEqual({});
});
