import type { Variable } from "@tensorflow/tfjs-core";
import { type Adam, adam } from "../tensor/adam.ts";
import { type Loss, type Minimized, minimize } from "../tensor/minimize.ts";
import { polyak } from "../tensor/polyak.ts";

/** A network, a target that follows it slowly, and an optimizer. */
export interface FollowedNetwork<Network> {
  readonly variables: readonly Variable[];
  readonly online: Network;
  readonly target: Network;
  /** Of the online network. */
  readonly optimizer: Adam;
  /** One step on a loss of the online network; the loss and what comes with it, before the step. */
  minimize<Parts extends Loss>(evaluate: () => Parts): Minimized<Parts>;
  /** Lets the target follow. */
  follow(): void;
  dispose(): void;
}

/** What can be trained and followed. */
interface Trained {
  readonly variables: readonly Variable[];
  dispose(): void;
}

/**
 * The network that `make` makes, twice: the target starts from the same weights.
 *
 * @param name what the network is called in errors
 * @param make is called with the name of either, and has to give the same weights both times
 */
export function followedNetwork<Network extends Trained>(
  name: string,
  make: (name: string) => Network,
  { learningRate, targetUpdateRate }: { readonly learningRate: number; readonly targetUpdateRate: number },
): FollowedNetwork<Network> {
  const online = make(name);
  const target = make(`${name}'s target`);
  const optimizer = adam(online.variables, { learningRate });
  return {
    variables: [...online.variables, ...target.variables, ...optimizer.state],
    online,
    target,
    optimizer,
    minimize: (evaluate) => minimize(`the loss of ${name}`, optimizer, evaluate),
    follow: () => polyak(target.variables, online.variables, targetUpdateRate),
    dispose() {
      for (const part of [optimizer, online, target]) part.dispose();
    },
  };
}
