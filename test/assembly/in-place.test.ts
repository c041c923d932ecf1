import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import type { KernelExports } from "../../src/kernels/generated.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { randomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";

const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

type Unary = (exports: KernelExports, out: number, x: number, count: number) => void;
type Binary = (exports: KernelExports, out: number, a: number, b: number, count: number) => void;

const unary: { name: string; run: Unary }[] = [
  ...([
    "exp",
    "expm1",
    "log",
    "log1p",
    "tanh",
    "atanh",
    "sigmoid",
    "softplus",
    "logSigmoid",
    "sign",
  ] as const),
  ...([
    "absolute",
    "cosine",
    "elu",
    "erf",
    "floatsToIntegers",
    "negate",
    "relu",
    "round",
    "selu",
    "sine",
  ] as const),
].map((name) => ({ name, run: (kernels, out, x, count) => kernels[name](out, x, count) }));
unary.push({ name: "clip", run: (kernels, out, x, count) => kernels.clip(out, x, count, -0.5, 0.5) });

const binary: { name: string; run: Binary }[] = [
  { name: "huber", run: (kernels, out, a, b, count) => kernels.huber(out, a, b, count, 0.5) },
  ...(["add", "minimum", "maximum", "subtractIntegers"] as const).map((name) => ({
    name,
    run: ((kernels, out, a, b, count) => kernels[name](out, a, b, 1, 1, count, 0b110110)) satisfies Binary,
  })),
  { name: "tanhGradient", run: (kernels, out, a, b, count) => kernels.tanhGradient(out, a, b, count, 0.5) },
  { name: "reluGradient", run: (kernels, out, a, b, count) => kernels.reluGradient(out, a, b, count) },
];

const counts = Array.from({ length: 20 }, (_, count) => count);

test.for(unary)("$name may write over its argument, 0 … 19 entries", ({ run }) => {
  for (const count of counts) {
    const x = normals(randomStream(count, "in place"), count);
    const arena = createArena(memory);
    const [out, address] = [arena.reserve(count), arena.place(x)];
    run(exports, out.address, address, count);
    run(exports, address, address, count);
    expect(arena.read({ address, length: count })).toEqual(arena.read(out));
  }
});

test.for(binary)("$name may write over either argument, 0 … 19 entries", ({ run }) => {
  for (const count of counts) {
    const stream = randomStream(count, "in place");
    const [a, b] = [normals(stream, count), normals(stream, count)];
    const arena = createArena(memory);
    const out = arena.reserve(count);
    run(exports, out.address, arena.place(a), arena.place(b), count);
    const [first, second] = [arena.place(a), arena.place(b)];
    run(exports, first, first, arena.place(b), count);
    run(exports, second, arena.place(a), second, count);
    expect(arena.read({ address: first, length: count })).toEqual(arena.read(out));
    expect(arena.read({ address: second, length: count })).toEqual(arena.read(out));
  }
});
