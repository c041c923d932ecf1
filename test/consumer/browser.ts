import type { Page } from "playwright-core";
import { build, type PreviewServer, preview } from "vite";
import { launchChromium } from "./chromium.ts";

/** What a page of the consumer project leaves behind. */
export interface PageOutcome {
  /** What its script found, or undefined where it failed. */
  readonly result: unknown;
  /** The script's own failure, errors and messages of the console, failed requests. */
  readonly errors: readonly string[];
}

/** Bundles the page of a project by Vite without configuration, serves it, and opens it in Chromium. */
export async function openBundledPage(folder: string): Promise<PageOutcome> {
  await build({ root: folder, configFile: false, logLevel: "error", base: "./" });
  const server = await preview({ root: folder, configFile: false, preview: { port: 0 } });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const errors = collectErrors(page);
    await page.goto(addressOf(server));
    const body = page.locator("body[data-result], body[data-error]");
    await body.waitFor({ state: "attached", timeout: 40_000 });
    const failure = await body.getAttribute("data-error");
    const result: unknown = JSON.parse((await body.getAttribute("data-result")) ?? "null");
    return { result: result ?? undefined, errors: failure === null ? errors : [failure, ...errors] };
  } finally {
    await browser.close();
    await server.close();
  }
}

function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => errors.push(message.text()));
  page.on("requestfailed", (request) => errors.push(`${request.url()} failed`));
  return errors;
}

function addressOf({ resolvedUrls }: PreviewServer): string {
  return resolvedUrls?.local[0] ?? "";
}
