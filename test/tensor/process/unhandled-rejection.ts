import { init } from "../../../src/tensor/init.ts";

await init();
void Promise.reject(new Error("rejected by the user"));
