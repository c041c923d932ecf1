import { mkdir, writeFile } from "node:fs/promises";
import { loadDataset } from "../../dataset/load.ts";
import { summarizeDataset } from "../../dataset/statistics.ts";
import { init } from "../../tensor/init.ts";
import { chartSvg } from "./chart.ts";
import { contestants } from "./contestants.ts";
import { type Run, runExperiment } from "./experiment.ts";
import { logFile } from "./log-file.ts";
import { calibrationChart, type Report, reportHtml } from "./report.ts";
import { resultColumns, resultRows } from "./results.ts";
import { table } from "./table.ts";

// From a log file to a policy: trains cloning, naive DQN and CQL on the same log and compares them in the simulator.

const settings = {
  steps: 40_000,
  discount: 0.99,
  checkpoints: 20,
  checkpointEpisodes: 10,
  finalEpisodes: 100,
};

async function main(): Promise<void> {
  await init();
  const dataset = await loadDataset(logFile, { actionCount: 2 });
  const summary = summarizeDataset(dataset, settings);
  console.log(
    `A log of ${summary.rows} decisions in ${summary.episodes} episodes of CartPole (the return is at most 500),\n` +
      "made by a random policy, a hand-designed controller with noise and a half-trained learner.\n",
  );
  const runs: Run[] = [];
  for (const contestant of contestants(dataset)) {
    runs.push(await runExperiment(contestant, dataset, settings, process.stderr));
    contestant.learner.dispose();
  }
  const { returnMean, returnSd, discountedReturnMean: trueValue } = summary;
  const report: Report = {
    title: "offline-rl: from a log to a policy",
    about:
      `Three ways to learn from the same ${summary.rows} logged decisions, ${settings.steps} steps each, measured in the` +
      " simulator that made them. A discounted return cannot exceed 1 / (1 − 0.99) = 100.",
    baseline: { returnMean, returnSd, trueValue },
    runs,
  };
  console.log(`\n${table(resultColumns, resultRows(report.baseline, runs))}\n`);
  await writeResults(report, { file: "cartpole-log.hdf5", ...summary });
}

/** Writes summary.json for programs, report.html for people, and the report's first chart as a picture. */
async function writeResults(report: Report, dataset: object): Promise<void> {
  const folder = "runs/quickstart";
  const { baseline, runs } = report;
  const summary = { dataset, results: runs.map(({ result }) => result), baseline };
  const titles = resultColumns.map(({ title }) => title);
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/summary.json`, `${JSON.stringify(summary, null, 2)}\n`);
  await writeFile(`${folder}/report.html`, reportHtml(report, titles, resultRows(baseline, runs)));
  await writeFile(`${folder}/predicted-against-true.svg`, chartSvg(calibrationChart(report)));
  console.log(`Learning curves and predicted against true values: ${folder}/report.html`);
  console.log(`The same numbers for programs: ${folder}/summary.json`);
}

await main();
