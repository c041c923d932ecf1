import { text } from "node:stream/consumers";
import { DatasetError } from "../../../../src/dataset/dataset-error.ts";
import { fixture } from "../../fixture.ts";
import type { Damage } from "../read-damaged.ts";
import { readHdf5Dataset } from "../read-hdf5-dataset.ts";

const { name, damages }: { name: string; damages: readonly Damage[] } = JSON.parse(await text(process.stdin));
const sound = fixture(name);
for (const damage of damages) process.stdout.write(`${JSON.stringify(await outcome(damage))}\n`);

async function outcome(damage: Damage): Promise<string> {
  const bytes = sound.slice();
  for (const [at, byte] of damage) bytes[at] = byte;
  try {
    const { rows } = await readHdf5Dataset(bytes);
    return `${rows} rows`;
  } catch (error) {
    return error instanceof DatasetError ? `DatasetError: ${error.message}` : `not a DatasetError: ${error}`;
  }
}
