import { expect, test } from "vitest";
import { readHdf5 } from "../../../src/dataset/hdf5/file.ts";
import { fixture } from "../fixture.ts";
import { hdf5Bytes } from "./bytes.ts";

test("a file lists what its root holds, and groups are not walked", async () => {
  const names = await readHdf5(fixture("cyclic-group.hdf5"), (file) => [...file.names]);
  expect(names.toSorted()).toEqual([
    "actions",
    "infos",
    "next_observations",
    "observations",
    "rewards",
    "terminals",
    "timeouts",
  ]);
});

test("a numeric dataset is read, and a short string", async () => {
  const bytes = await hdf5Bytes({ rewards: { data: Float32Array.of(1, 2) }, version: { data: "2.1" } });
  await readHdf5(bytes, (file) => {
    expect(file.column("rewards").read()).toEqual(Float32Array.of(1, 2));
    expect(file.text("version")).toBe("2.1");
  });
});

test("what is missing, a link, or a group is refused by name", async () => {
  const bytes = await hdf5Bytes({ stored: { data: Float32Array.of(1) } }, (file) => {
    file.create_soft_link("/stored", "soft");
    file.create_soft_link("/nowhere", "dangling");
    file.create_external_link("other.h5", "/stored", "external");
    file.create_group("group");
  });
  await readHdf5(bytes, ({ column }) => {
    expect(() => column("absent")).toThrow("absent is missing");
    expect(() => column("soft")).toThrow("soft is missing: it is a soft link to /stored");
    expect(() => column("dangling")).toThrow("dangling is missing: it is a soft link to /nowhere");
    expect(() => column("external")).toThrow("external is missing: it lies in other.h5");
    expect(() => column("group")).toThrow("group must be a data set; got a group");
    expect(() => column("stored")).not.toThrow();
  });
});

test.each([0, 35, 512, 5000])(
  "%d bytes without a signature are refused before h5wasm sees them",
  async (length) => {
    await expect(readHdf5(new Uint8Array(length).fill(65), () => 0)).rejects.toThrow(
      `not an HDF5 file: no HDF5 signature in its ${length} bytes`,
    );
  },
);

test("a signature behind a user block is found", async () => {
  const [names, plain] = await Promise.all(
    ["user-block.hdf5", "control-ok.hdf5"].map((name) => readHdf5(fixture(name), (file) => [...file.names])),
  );
  expect(names).toEqual(plain);
});

test("the bytes of the caller are not changed", async () => {
  const bytes = fixture("control-ok.hdf5");
  await readHdf5(bytes, (file) => file.column("rewards").read());
  expect(bytes).toEqual(fixture("control-ok.hdf5"));
});

/** infos holds a column, links, itself and the root. */
function withGroups(): Promise<Uint8Array> {
  return hdf5Bytes({ rewards: { data: Float32Array.of(1) } }, (file) => {
    file.create_group("infos");
    file.create_dataset({ name: "infos/speed", data: Float32Array.of(3) });
    file.create_hard_link("/infos", "infos/itself");
    file.create_hard_link("/", "infos/root");
    file.create_soft_link("/infos", "shortcut");
    file.create_external_link("other.h5", "/infos", "elsewhere");
  });
}

test("datasets in groups are read by their paths", async () => {
  await readHdf5(await withGroups(), (file) => {
    expect(file.column("infos/speed").read()).toEqual(Float32Array.of(3));
    expect([...file.namesIn("infos")].toSorted()).toEqual(["itself", "root", "speed"]);
    expect(file.isGroup("infos")).toBe(true);
    expect(file.isGroup("rewards")).toBe(false);
    expect(["infos/speed", "infos/absent", "absent/speed", "rewards"].map(file.has)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(() => file.column("infos/absent")).toThrow("infos/absent is missing");
    expect(() => file.column("absent/speed")).toThrow("absent is missing");
    expect(() => file.column("infos")).toThrow("infos must be a data set; got a group");
    expect(() => file.column("rewards/speed")).toThrow("rewards must be a group; got a data set");
  });
});

test("a link on the way is no more followed than one at the end", async () => {
  await readHdf5(await withGroups(), (file) => {
    expect(() => file.column("shortcut/speed")).toThrow("shortcut is missing: it is a soft link to /infos");
    expect(() => file.has("elsewhere/speed")).toThrow("elsewhere is missing: it lies in other.h5");
    expect(() => file.namesIn("shortcut")).toThrow("links are not followed");
  });
});

test("a path may lead in circles, but not deeper than 64", async () => {
  await readHdf5(await withGroups(), (file) => {
    const round = (times: number): string => `${"infos/root/".repeat(times)}infos/speed`;
    expect(file.column(round(31)).read()).toEqual(Float32Array.of(3));
    expect(() => file.column(round(32))).toThrow("groups must not be nested deeper than 64");
  });
});
