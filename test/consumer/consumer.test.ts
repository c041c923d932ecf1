import { build, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { type ConsumerProject, createConsumerProject } from "./consumer-project.ts";

// What a user does: install the tarball, import it by name, train. The numbers are pinned, so that every engine and
// every later version is held to the same bits.

const expected = { action: 1, kernels: "ea1d0e9e", weights: "89e23b20" };

let project: ConsumerProject;

beforeAll(async () => {
  project = await createConsumerProject();
});

afterAll(() => project.remove());

test("in Node, the packed package trains and prints nothing of its own", async () => {
  const { stdout, stderr } = await project.node("node.js");
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject(expected);
});

test("without h5wasm, loading a file says how to install it", async () => {
  const script =
    'import { loadDataset } from "offline-rl"; await loadDataset(Buffer.from("\\x89HDF\\r\\n\\x1a\\n", "latin1"));';
  const failure = await project.node("--input-type=module", "--eval", script).catch((error) => error);
  expect(failure.stderr).toContain("npm install h5wasm");
});

test("require() works too, since nothing in the package waits at the top level", async () => {
  const script =
    'console.log(typeof require("offline-rl").discreteCql, typeof require("offline-rl/kernels").exp)';
  const { stdout } = await project.node("--experimental-require-module", "--no-warnings", "--eval", script);
  expect(stdout.trim()).toBe("function function");
});

test("in Chromium, bundled by Vite without configuration, training gives the same bits as in Node", async () => {
  await build({ root: project.folder, configFile: false, logLevel: "error", base: "./" });
  const server = await preview({ root: project.folder, configFile: false, preview: { port: 0 } });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => errors.push(message.text()));
    page.on("requestfailed", (request) => errors.push(`${request.url()} failed`));
    await page.goto(addressOf(server));
    const body = page.locator("body[data-result], body[data-error]");
    await body.waitFor({ state: "attached", timeout: 40_000 });
    expect(await body.getAttribute("data-error")).toBeNull();
    expect(JSON.parse((await body.getAttribute("data-result")) ?? "")).toMatchObject(expected);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
  }
});

function addressOf({ resolvedUrls }: PreviewServer): string {
  return resolvedUrls?.local[0] ?? "";
}
