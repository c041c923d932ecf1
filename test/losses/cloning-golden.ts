import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { Mlp } from "../../src/networks/mlp.ts";
import { init } from "../../src/tensor/init.ts";
import { type GoldenCase, type Matrix, matrixOf } from "./golden.ts";
import { type ContinuousGolden, continuousGolden } from "./golden-continuous.ts";

await init();

/** A case of bc-gaussian.json. */
export interface CloningCase extends GoldenCase {
  readonly config: { readonly actionMargin?: number; readonly tanhMean?: boolean };
  readonly inputs?: { readonly actions?: Matrix };
  readonly tolerance?: { readonly relative: number; readonly absolute: number };
}

/** The vectors of cloning continuous actions. */
export const cloningGolden: ContinuousGolden<CloningCase> = continuousGolden<CloningCase>("bc-gaussian");

export const cloningNames: readonly string[] = cloningGolden.cases.map(({ name }) => name);

/** A case with the network that it trains, its actions, and the file at the case's own tolerance. */
export function cloningCase(name: string): {
  readonly each: CloningCase;
  readonly golden: ContinuousGolden<CloningCase> & { readonly logStd: readonly number[] };
  readonly networkName: string;
  readonly network: Mlp;
  readonly actions: Tensor2D;
  readonly margin: number | undefined;
} {
  const each = cloningGolden.cases.find((other) => other.name === name)!;
  const { file, networks, batch } = cloningGolden;
  const networkName = each.losses.policy!.trains[0]!;
  return {
    each,
    golden: {
      ...cloningGolden,
      file: { ...file, tolerance: each.tolerance ?? file.tolerance },
      logStd: [file.parameters.logStd!].flat(),
    },
    networkName,
    network: networks[networkName]!,
    actions: each.inputs?.actions === undefined ? batch.actions : matrixOf(each.inputs.actions),
    margin: each.config.actionMargin,
  };
}
