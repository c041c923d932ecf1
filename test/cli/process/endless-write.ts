import { setTimeout } from "node:timers/promises";
import { writeFile } from "../../../src/cli/write-file.ts";

// Writes a file whose chunks never end, and says so when it has begun.

async function* endless(): AsyncGenerator<string> {
  yield "begun";
  process.stdout.write("begun");
  for (;;) {
    await setTimeout(10);
    yield "more";
  }
}

await writeFile(process.argv[2]!, endless());
