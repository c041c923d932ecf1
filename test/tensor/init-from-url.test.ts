import { createServer, type Server } from "node:http";
import { square, tensor1d } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodeBase64 } from "../../src/kernels/base64.ts";
import { tfjsBytes } from "../../src/tensor/generated.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "./entries.ts";

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === "/tfjs.wasm") response.end(decodeBase64(tfjsBytes));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error(`no port in ${address}`);
  base = `http://127.0.0.1:${address.port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test("an address that cannot be fetched is refused with it and the status", async () => {
  await expect(init({ wasm: `${base}/missing.wasm` })).rejects.toThrow(
    new Error(`${base}/missing.wasm could not be fetched: 404 Not Found`),
  );
});

test("after that, the binary is fetched from where it is", async () => {
  await init({ wasm: new URL(`${base}/tfjs.wasm`) });
  expect(entriesOf(square(tensor1d([1, 2])))).toEqual([1, 4]);
});
