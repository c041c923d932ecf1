import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type FileSource, openSource, readAll } from "../../src/dataset/source.ts";
import { fixture, fixturePath } from "./fixture.ts";

/** All bytes of a source. */
async function readSource(source: FileSource): Promise<Uint8Array> {
  const file = await openSource(source);
  try {
    return await readAll(file);
  } finally {
    await file.close();
  }
}

const name = "d3rlpy-control-ok.h5";
const server = createServer((request, response) => {
  response.statusCode = request.url === `/${name}` ? 200 : 404;
  response.end(response.statusCode === 200 ? fixture(name) : "nothing here");
});
let origin = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

afterEach(() => vi.restoreAllMocks());

test("a path, a file: URL, a Blob, an ArrayBuffer and bytes all give the bytes of the file", async () => {
  const bytes = fixture(name);
  const url = pathToFileURL(fixturePath(name));
  for (const source of [fixturePath(name), url, url.href, new Blob([fixture(name)]), bytes.buffer, bytes]) {
    expect(new Uint8Array(await readSource(source))).toEqual(bytes);
  }
});

test("an http: URL is fetched, as a text and as a URL", async () => {
  for (const source of [`${origin}/${name}`, new URL(`${origin}/${name}`)]) {
    expect(await readSource(source)).toEqual(fixture(name));
  }
});

test("where there is no file system, every text is a URL to fetch", async () => {
  vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
  expect(await readSource(`${origin}/${name}`)).toEqual(fixture(name));
});

test("a missing file is refused with its path", async () => {
  await expect(readSource("no/such/log.h5")).rejects.toThrow("cannot read no/such/log.h5: ENOENT");
  const url = pathToFileURL(fixturePath("no-such.h5"));
  await expect(readSource(url)).rejects.toThrow(`cannot read ${url.href}: ENOENT`);
});

test("a URL that does not answer, or not with the file, is refused with the URL", async () => {
  await expect(readSource(`${origin}/other.h5`)).rejects.toThrow(
    `cannot fetch ${origin}/other.h5: status 404`,
  );
  await expect(readSource("http://127.0.0.1:1/log.h5")).rejects.toThrow(
    "cannot fetch http://127.0.0.1:1/log.h5: ",
  );
});
