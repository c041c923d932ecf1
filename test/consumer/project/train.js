import { createDataset, discreteCql, fit, init } from "offline-rl";
import { createKernels, logSumExp, randomStream } from "offline-rl/kernels";
import { print } from "./print.js";

/** Numbers that every engine computes alike: the print of a kernel's results and of weights after 200 steps of CQL. */
export async function trainAndPrint() {
  await init();
  const dataset = createDataset(syntheticLog(2_000), { actionCount: 3 });
  const learner = discreteCql(dataset.spec, { hiddenSizes: [32, 32], batchSize: 32, seed: 7 });
  const reports = [];
  for await (const metrics of fit(learner, dataset, { steps: 200, logInterval: 100 })) reports.push(metrics);
  const weights = learner.variables.map((variable) => variable.dataSync());
  const action = learner.policy().act(Float32Array.of(0.1, -0.2, 0.3, -0.4));
  learner.dispose();
  return { loss: reports[1].loss, action, weights: print(...weights), kernels: await kernelPrint() };
}

async function kernelPrint() {
  const random = randomStream(1, "kernels");
  const x = Float32Array.from({ length: 18 * 256 }, () => 20 * random.uniform() - 10);
  return print(logSumExp(await createKernels(), x, 18));
}

function syntheticLog(rows) {
  const random = randomStream(0, "log");
  const draw = (length) => Float32Array.from({ length }, () => 2 * random.uniform() - 1);
  const ends = Uint8Array.from({ length: rows }, (_, row) => (row % 20 === 19 ? 1 : 0));
  return {
    observations: draw(4 * rows),
    actions: Int32Array.from({ length: rows }, () => random.integer(3)),
    rewards: draw(rows),
    terminated: ends,
    truncated: new Uint8Array(rows),
  };
}
