import {
  type DatasetSpec,
  discreteBehaviorCloning,
  discreteCql,
  dqn,
  mlp,
  tensorRandomStream,
} from "../../../src/index.ts";
import { randomStream } from "../../../src/kernels/index.ts";

const spec: DatasetSpec = {
  observationSize: 1,
  observationMean: [0],
  observationStd: [1],
  actions: { kind: "discrete", count: 2 },
};

const makers: (() => unknown)[] = [
  () => discreteBehaviorCloning(spec),
  () => dqn(spec),
  () => discreteCql(spec, { standardizeObservations: false }),
  () => discreteCql(spec, { gapThreshold: 1 }),
  () => mlp("a network", [1, 1], randomStream(0, "weights")),
  () => tensorRandomStream(0, "noise"),
];

for (const make of makers) {
  try {
    make();
    process.stdout.write("made\n");
  } catch (error) {
    process.stdout.write(`${error}\n`);
  }
}
