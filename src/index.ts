export * from "./algorithms/index.ts";
export * from "./dataset/index.ts";
export * from "./env/index.ts";
export * from "./evaluation/index.ts";
export * from "./networks/index.ts";
export * from "./policy/index.ts";
export * from "./tensor/index.ts";
export * from "./training/index.ts";
