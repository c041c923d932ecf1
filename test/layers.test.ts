import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Lowest first; a layer imports only from those before it. The same order stands in ARCHITECTURE.md and biome.json. */
const layers = [
  "kernels",
  "tensor",
  "dataset",
  "env",
  "tabular",
  "networks",
  "losses",
  "policy",
  "algorithms",
  "evaluation",
  "training",
  "cli",
];

const withoutTensors = ["kernels", "dataset", "env", "tabular", "policy", "evaluation"];

const source = new URL("../src/", import.meta.url);

function filesOf(layer: string): string[] {
  const names = readdirSync(new URL(`${layer}/`, source), { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => `${layer}/${name}`);
}

/** What a file imports, with relative paths resolved against src. */
function importsOf(file: string): string[] {
  // a type import leaves nothing in the JavaScript
  const text = readFileSync(new URL(file, source), "utf8").replaceAll("typeof import(", "");
  return [...text.matchAll(/(?:from|import) ?\(?"([^"]+)"/g)].map(([, target = ""]) =>
    target.startsWith(".") ? new URL(target, new URL(file, source)).href.slice(source.href.length) : target,
  );
}

test("every folder of src is a layer", () => {
  const folders = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...layers].sort());
});

test.each(layers)("src/%s imports only from itself and the layers before it", (layer) => {
  const allowed = layers.slice(0, layers.indexOf(layer) + 1);
  const files = filesOf(layer);
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => layers.includes(target.split("/")[0]!))
      .filter((target) => !allowed.includes(target.split("/")[0]!))
      .map((target) => `${file} imports ${target}`),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});

test.each(withoutTensors)("src/%s works without tfjs", (layer) => {
  const wrong = filesOf(layer).filter((file) =>
    importsOf(file).some((target) => target.startsWith("@tensorflow/")),
  );
  expect(wrong).toEqual([]);
});

test("no file that a browser loads imports a Node module", () => {
  const wrong = layers
    .filter((layer) => layer !== "cli")
    .flatMap(filesOf)
    .filter((file) => importsOf(file).some((target) => target.startsWith("node:")));
  expect(wrong).toEqual([]);
});
