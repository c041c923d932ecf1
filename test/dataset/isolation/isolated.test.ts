import { afterEach, expect, test, vi } from "vitest";
import { isolated } from "../../../src/dataset/isolation/isolated.ts";
import { openSource } from "../../../src/dataset/source.ts";
import { parquetFixture } from "../parquet/fixture.ts";

afterEach(() => void vi.unstubAllEnvs());

async function messages(options: object, request = '{"maximumBytes": 1e6}'): Promise<string[]> {
  const heads: string[] = [];
  const file = await openSource(parquetFixture("version-1"));
  for await (const { head } of isolated("parquetColumns", [file], request, options)) heads.push(head);
  return heads;
}

test("a process gives the same messages as this one", async () => {
  expect(await messages({})).toEqual(await messages({ isolate: false }));
});

test("a process that takes too long is ended, and the error says so", async () => {
  const begun = performance.now();
  await expect(messages({ secondsLimit: 1e-6 })).rejects.toMatchObject({
    name: "DatasetError",
    message: expect.stringMatching(
      /^the reader did not answer within 0.00000100 s: .* pass { secondsLimit }/,
    ),
  });
  expect(performance.now() - begun).toBeLessThan(30_000);
});

test("what goes wrong in a process without being refused is an error here, with its reason", async () => {
  await expect(messages({}, "no JSON")).rejects.toMatchObject({
    name: "DatasetError",
    message: expect.stringMatching(/^the reader failed: SyntaxError: /),
  });
});

test("a process that cannot be started is an error that says what to do", async () => {
  vi.stubEnv("NODE_OPTIONS", "--import ./nowhere.js");
  await expect(messages({})).rejects.toMatchObject({
    name: "DatasetError",
    message: expect.stringMatching(/cannot be started \(exit code 1, .*nowhere.*\); pass { isolate: false }/),
  });
});

test("options without a meaning are refused", async () => {
  await expect(messages({ isolate: "yes" })).rejects.toThrow("isolate must be true or false; got yes");
  await expect(messages({ secondsLimit: 0 })).rejects.toThrow("secondsLimit must be positive; got 0");
  await expect(messages({ isolate: false, secondsLimit: 1 })).rejects.toThrow("secondsLimit has no effect");
});
