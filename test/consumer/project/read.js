import { loadDataset } from "offline-rl";
import { print } from "./print.js";

/** The print of every column of a file, or what was thrown instead. */
export async function readAndPrint(source) {
  try {
    const { rows, observations, actions, rewards, terminated, truncated } = await loadDataset(source);
    return {
      rows,
      observations: print(observations),
      actions: print(actions),
      rewards: print(rewards),
      terminated: print(terminated),
      truncated: print(truncated),
    };
  } catch ({ name, message }) {
    return { name, message };
  }
}
