import type { GuardedMemory } from "../guarded-memory.ts";
import type { Launch } from "../launch.ts";
import type { Values } from "../values.ts";
import type { Contract } from "./contract.ts";

const offsets = [0, 4, 8, 12];

/** What is wrong with a call. */
type Check = (launch: Launch) => string[];

/** What is wrong with the first call that has anything wrong. */
export function firstProblems({ sizes, launch }: Contract, values: Values, problemsOf: Check): string[] {
  for (const size of sizes) {
    const problems = problemsOf(launch(values, ...size));
    if (problems.length > 0) return [`sizes ${size.join(", ")}`, ...problems];
  }
  return [];
}

/** The results, and no other byte touched, at four alignments. */
export function atAllAlignments(guarded: GuardedMemory): Check {
  return (launch) =>
    offsets.flatMap((offset) => guarded.run(launch, offset).map((problem) => `offset ${offset}: ${problem}`));
}

/** The same with each block in turn at the end of memory, beyond which no access is possible. */
export function atEndOfMemory(guarded: GuardedMemory): Check {
  return (launch) => launch.operands.flatMap((_, last) => guarded.runAtEnd(launch, last));
}
