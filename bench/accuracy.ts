/**
 * The worst error of every elementary kernel over the bit patterns of float32, against float64 references.
 *
 *     npx tsx bench/accuracy.ts [--stride N] [function …]
 *
 * The stride is 61 unless given; 1 takes all 2³² patterns, about 6 minutes a function on one core.
 */
import { parseArgs } from "node:util";
import { createArena } from "../src/kernels/arena.ts";
import { linkKernels } from "../src/kernels/instance.ts";
import { activation } from "../test/kernels/reference/activation.ts";
import { elementary } from "../test/kernels/reference/elementary.ts";
import { scan } from "../test/kernels/ulp-scan.ts";

const { values, positionals } = parseArgs({
  options: { stride: { type: "string", default: "61" } },
  allowPositionals: true,
});
const stride = Number(values.stride);
if (!Number.isInteger(stride) || stride < 1) {
  throw new RangeError(`--stride must be an integer of at least 1; got ${values.stride}`);
}

/** By the names of the kernels. */
const references = {
  ...elementary,
  ...activation,
  sine: Math.sin,
  cosine: Math.cos,
  reciprocalSquareRoot: (x: number): number => 1 / Math.sqrt(x),
};
type Name = keyof typeof references;

const all = Object.keys(references).filter(isKnown);
const unknown = positionals.filter((name) => !isKnown(name));
if (unknown.length > 0) throw new RangeError(`functions are ${all.join(", ")}; got ${unknown.join(", ")}`);

const memory = new WebAssembly.Memory({ initial: 16 });
const exports = await linkKernels(memory);

printRow("function", "worst ULP", "at x", "class mismatches", "patterns tested");
for (const name of all.filter((each) => positionals.length === 0 || positionals.includes(each))) {
  const { worstUlp, worstAt, classMismatches, patterns } = scan(
    (x) => evaluate(name, x),
    references[name],
    stride,
  );
  printRow(name, worstUlp.toFixed(4), `${worstAt}`, `${classMismatches}`, `${patterns}`);
}

function isKnown(name: string): name is Name {
  return Object.hasOwn(references, name);
}

function evaluate(name: Name, x: Float32Array): Float32Array {
  const arena = createArena(memory);
  const out = arena.reserve(x.length);
  exports[name](out.address, arena.place(x), x.length);
  return arena.read(out);
}

function printRow(...cells: string[]): void {
  const widths = [22, 11, 26, 18, 16];
  process.stdout.write(
    `${cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join("")
      .trimEnd()}\n`,
  );
}
