import { performance } from "node:perf_hooks";
import type { Variant } from "./case.ts";

/** Microseconds of one of `calls` calls. */
export function timeCalls({ call }: Variant, calls: number): number {
  const start = performance.now();
  for (let i = 0; i < calls; i++) call();
  return (1000 * (performance.now() - start)) / calls;
}
