import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBundledPage } from "./browser.ts";
import { type ConsumerProject, createConsumerProject, optionalReaders } from "./consumer-project.ts";
import { packPackage, root } from "./pack.ts";
import { typeErrors, writeTypeScript } from "./type-check.ts";

// What a user does: install the tarball, import it by name, train, read a log. The numbers are pinned, so that every
// engine and every later version is held to the same bits.

const pinned = { action: 1, logs: "d48f9164", kernels: "ea1d0e9e", weights: "93ee2954" };

/** The columns of control-ok.hdf5, read and hashed outside of this package. */
const columns = {
  rows: 1000,
  observations: "cd4828cb",
  actions: "3ceb694c",
  rewards: "e3de1f27",
  terminated: "31e4eae5",
  truncated: "43d7b892",
};

/** The columns of version-1.parquet, by pyarrow. */
const tableColumns = {
  rows: 40,
  observations: "775e874e",
  actions: "26c9b376",
  rewards: "ee961d5b",
  terminated: "65bda835",
  truncated: "ea6207e5",
};

const tableReaderMissing = {
  name: "DatasetError",
  message: expect.stringContaining("npm install hyparquet"),
};

const readerMissing = { name: "DatasetError", message: expect.stringContaining("npm install h5wasm") };

let tarballs: string;
let project: ConsumerProject;
let projectWithReader: ConsumerProject;

beforeAll(async () => {
  tarballs = await mkdtemp(join(tmpdir(), "offline-rl-tarball-"));
  const tarball = await packPackage(tarballs);
  project = await createConsumerProject(tarball);
  projectWithReader = await createConsumerProject(tarball, ...(await optionalReaders()));
  await writeTypeScript(project.folder);
});

afterAll(async () => {
  await Promise.all([project.remove(), projectWithReader.remove(), rm(tarballs, { recursive: true })]);
});

test("the tarball holds the built library with its licences, and the command, and not the quickstart", async () => {
  const installed = join(project.folder, "node_modules/offline-rl");
  const files = ["CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY-NOTICES", "dist", "package.json"];
  expect((await readdir(installed)).sort()).toEqual(files);
  expect(await readdir(join(installed, "dist/cli"))).toContain("main.js");
  expect(await readdir(join(installed, "dist/cli"))).not.toContain("quickstart");
});

test("the notices name the version of tfjs-backend-wasm that the package embeds", async () => {
  const [notices = "", manifest = ""] = await Promise.all(
    ["THIRD-PARTY-NOTICES", "node_modules/@tensorflow/tfjs-backend-wasm/package.json"].map((file) =>
      readFile(join(root, file), "utf8"),
    ),
  );
  const { name, version }: { name: string; version: string } = JSON.parse(manifest);
  expect(notices).toContain(`${name} ${version}`);
});

test.each(["nodenext", "bundler"])(
  "with module resolution %s, a strict program compiles without skipLibCheck, and a misspelt setting does not",
  (resolution) => {
    const misspelt = expect.stringMatching(/^misspelt\.ts\(4,.*'conservativeWieght' does not exist in type/);
    expect(typeErrors(project.folder, `tsconfig.${resolution}.json`)).toEqual([misspelt]);
  },
);

test("in Node, the packed package trains to the pinned bits and prints nothing of its own", async () => {
  const { stdout, stderr } = await projectWithReader.node("node.js");
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({ training: pinned });
});

test("in Node, an HDF5 file gives its columns, by path and as bytes", async () => {
  expect((await resultInNode(projectWithReader)).log).toEqual({ path: columns, bytes: columns });
});

test("in Node, a Parquet file gives its columns, by a process of its own", async () => {
  expect((await resultInNode(projectWithReader)).table).toEqual(tableColumns);
});

test("without readers, Node trains all the same, and only loading a file says how to install one", async () => {
  const { training, log, table } = await resultInNode(project);
  expect(table).toEqual(tableReaderMissing);
  expect(training).toEqual((await resultInNode(projectWithReader)).training);
  expect(log).toEqual({ path: readerMissing, bytes: readerMissing });
});

test("require() works too, since nothing in the package waits at the top level", async () => {
  const script =
    'console.log(typeof require("offline-rl").discreteCql, typeof require("offline-rl/kernels").exp)';
  const { stdout } = await project.node("--experimental-require-module", "--no-warnings", "--eval", script);
  expect(stdout.trim()).toBe("function function");
});

test("in Chromium, bundled by Vite without configuration, training and reading give the same bits as in Node", async () => {
  const { result, errors } = await openBundledPage(projectWithReader.folder);
  const { training } = await resultInNode(projectWithReader);
  expect(errors).toEqual([]);
  expect(result).toEqual({ training, log: { url: columns, bytes: columns }, table: tableColumns });
});

test("without readers, Vite bundles all the same, and only loading a file says how to install one", async () => {
  const { result, errors } = await openBundledPage(project.folder);
  const { training } = await resultInNode(project);
  expect(errors).toEqual([]);
  expect(result).toEqual({
    training,
    log: { url: readerMissing, bytes: readerMissing },
    table: tableReaderMissing,
  });
});

async function resultInNode({
  node,
}: ConsumerProject): Promise<{ training: unknown; log: unknown; table: unknown }> {
  const { stdout } = await node("node.js");
  return JSON.parse(stdout);
}
