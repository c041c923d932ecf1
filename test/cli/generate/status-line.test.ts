import { expect, test } from "vitest";
import { statusLine } from "../../../src/cli/generate/status-line.ts";

function terminal(isTTY: boolean) {
  const texts: string[] = [];
  return { isTTY, texts, write: (text: string) => texts.push(text) };
}

test("a terminal's line is drawn over and goes in the end", () => {
  const screen = terminal(true);
  const status = statusLine(screen, () => 0);
  status.show("one");
  status.show("two");
  status.clear();
  expect(screen.texts).toEqual(["\r\u001b[2Kone", "\r\u001b[2Ktwo", "\r\u001b[2K"]);
});

test("a file gets a line every 10 seconds", () => {
  const file = terminal(false);
  let time = 0;
  const status = statusLine(file, () => time);
  for (const at of [0, 9_999, 10_000, 15_000, 20_000]) {
    time = at;
    status.show(`at ${at}`);
  }
  status.clear();
  expect(file.texts).toEqual(["at 10000\n", "at 20000\n"]);
});
