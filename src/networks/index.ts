export { type Mlp, mlp } from "./mlp.ts";
