import { setFlagsFromString } from "node:v8";

// Node 20 has relaxed SIMD behind a flag, which later versions no longer know: import this before anything that asks for it
if (Number.parseInt(process.versions.node, 10) < 21) setFlagsFromString("--experimental-wasm-relaxed-simd");
