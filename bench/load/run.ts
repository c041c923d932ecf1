import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadCases } from "./cases.ts";
import { type LoadFigures, loadFigures } from "./figures.ts";
import { randomLog } from "./log.ts";
import { loadInPython, loadOurs } from "./measure.ts";

const [ROWS, QUICK_ROWS] = [1_000_000, 10_000];
const [REPEATS, QUICK_REPEATS] = [3, 1];

/** The loads whose name contains `only`: each file is written once and loaded by turns, here and in Python. */
export async function* loadBenchmarks(only: string, quick: boolean): AsyncGenerator<LoadFigures> {
  const cases = loadCases.filter(({ name }) => name.includes(only));
  if (cases.length === 0) return;
  const log = randomLog(quick ? QUICK_ROWS : ROWS);
  const folder = await mkdtemp(join(tmpdir(), "offline-rl-load-"));
  try {
    for (const each of cases) {
      const path = join(folder, each.file);
      await writeFile(path, await each.write(log));
      const [loads, python] = [[], []] as [Awaited<ReturnType<typeof loadOurs>>[], number[]];
      for (let turn = 0; turn < (quick ? QUICK_REPEATS : REPEATS); turn++) {
        loads.push(await loadOurs(path));
        const milliseconds = await loadInPython(each.library, path);
        if (milliseconds !== undefined) python.push(milliseconds);
      }
      yield loadFigures(each, loads, python);
      await rm(path);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
