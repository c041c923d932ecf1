import { afterEach, expect, test, vi } from "vitest";
import { launchChromium } from "./chromium.ts";

afterEach(() => void vi.unstubAllEnvs());

test("a Chromium that does not start is an error that says what to install, with what the browser said", async () => {
  vi.stubEnv("CHROMIUM_PATH", process.execPath);
  await expect(launchChromium()).rejects.toMatchObject({
    message: `the browser test needs Chromium, and ${process.execPath} does not start: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH`,
    cause: expect.objectContaining({ message: expect.stringContaining("bad option") }),
  });
});

test("a Chromium that starts opens a page", async () => {
  const browser = await launchChromium();
  const page = await browser.newPage();
  expect(await page.evaluate(() => 1 + 1)).toBe(2);
  await browser.close();
});
