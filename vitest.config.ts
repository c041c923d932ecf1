import { defineConfig } from "vitest/config";

const source = (file: string): string => new URL(`src/${file}`, import.meta.url).pathname;

export default defineConfig({
  resolve: {
    alias: [
      { find: /^offline-rl$/, replacement: source("index.ts") },
      { find: /^offline-rl\/kernels$/, replacement: source("kernels/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/typescript-children.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
