import type { Variant } from "./case.ts";
import { timeCalls } from "./timer.ts";

/** Answers the process that started this one: the time of so many calls of a case, or, of none, what it computes. */
export function serve(variants: ReadonlyMap<string, Variant>): void {
  process.on("message", ({ name, calls }: { name: string; calls: number }) => {
    const variant = variants.get(name)!;
    process.send!(calls === 0 ? Array.from(variant.result()) : timeCalls(variant, calls));
  });
  process.send!([...variants.keys()]);
}
