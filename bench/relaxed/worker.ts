import { init } from "../../src/index.ts";
import { allCases } from "../cases/index.ts";
import { serve } from "../worker.ts";

// A process has one backend, and its kernels are of one kind.

await init({ relaxed: true });
serve(new Map(allCases().map(({ name, ours }) => [name, ours])));
