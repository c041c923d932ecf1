import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Starts headless Chromium: that of CHROMIUM_PATH, an installed one, or else one that Playwright fetches. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM_PATH ?? "", ...usual].find(existsSync) ?? fetchChromium();
  const isRoot = process.getuid?.() === 0;
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  // Chromium refuses to run as root with its sandbox
  const args = isRoot ? ["--no-sandbox", ...quiet] : quiet;
  // the fetched one needs libraries that a bare machine does not have
  return chromium.launch({ executablePath, args }).catch((cause) => {
    throw chromiumNeeded(`${executablePath} does not start`, cause);
  });
}

function fetchChromium(): string {
  const path = chromium.executablePath();
  if (existsSync(path)) return path;
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js");
  try {
    execFileSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
  } catch (cause) {
    throw chromiumNeeded("Playwright could not fetch it", cause);
  }
  return path;
}

function chromiumNeeded(reason: string, cause: unknown): Error {
  const remedy = "install it (Debian: apt-get install chromium) or set CHROMIUM_PATH";
  return new Error(`the browser test needs Chromium, and ${reason}: ${remedy}`, { cause });
}
