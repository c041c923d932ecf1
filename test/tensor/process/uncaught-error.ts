import { init } from "../../../src/tensor/init.ts";

await init();
setTimeout(() => {
  throw new Error("thrown by the user");
});
