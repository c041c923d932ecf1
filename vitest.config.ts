import { defineConfig } from "vitest/config";

const source = (file: string): string => new URL(`src/${file}`, import.meta.url).pathname;

/** Folders whose files share processes. */
const stateless = "(dataset|env|tabular)";

/** Of the folders whose files share processes, those that have one of their own: they replace a part of Node, or what is loaded counts. */
const alone = [
  "test/dataset/isolation/*.test.ts",
  "test/dataset/{hdf5/flipped-bytes,hdf5/library,sha256,share-dataset}.test.ts",
  "test/env/mujoco/load.test.ts",
];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^offline-rl$/, replacement: source("index.ts") },
      { find: /^offline-rl\/kernels$/, replacement: source("kernels/index.ts") },
    ],
  },
  test: {
    setupFiles: ["test/typescript-children.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // without it one core is left idle: of two, half of them
    maxWorkers: "100%",
    // the start of a process takes longer than most files, and these folders keep nothing from one file to the next
    projects: [
      {
        extends: true,
        test: {
          name: "together",
          include: [`test/${stateless}/**/*.test.ts`],
          exclude: alone,
          isolate: false,
          restoreMocks: true,
        },
      },
      {
        extends: true,
        test: { name: "alone", include: ["test/*.test.ts", `test/!${stateless}/**/*.test.ts`, ...alone] },
      },
    ],
  },
});
