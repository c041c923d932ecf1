import {
  add,
  dispose,
  mul,
  type Rank,
  slice,
  type Tensor2D,
  type Tensor3D,
  type Variable,
} from "@tensorflow/tfjs-core";
import type { RandomStream } from "../kernels/random.ts";
import { checkSize } from "../kernels/shape.ts";
import { ensembleDense } from "../tensor/dense.ts";
import { layerNorm } from "../tensor/layer-norm.ts";
import { polyak } from "../tensor/polyak.ts";
import { checkDropout, type Dropping, dropped } from "./dropping.ts";
import { checkSizes, type LayerOptions } from "./mlp.ts";
import { drawUniform, type Parameters, parameters } from "./parameters.ts";

/** Several MLPs of one shape with weights of their own, computed in one batched launch a layer. */
export interface Ensemble {
  readonly members: number;
  readonly sizes: readonly number[];
  readonly options: LayerOptions;
  /** As those of an MLP, with the members as their first axis; gain and shift are [members, 1, outputs]. */
  readonly variables: readonly Variable[];
  readonly layers: readonly EnsembleLayer[];
  /** [rows, inputs] for all members, or [members, rows, inputs], to [members, rows, outputs]. */
  apply(x: Tensor2D | Tensor3D, dropping?: Dropping): Tensor3D;
  /** The first member alone, to the bit as in `apply`: [rows, inputs] to [1, rows, outputs]. Nothing is dropped. */
  applyFirst(x: Tensor2D): Tensor3D;
  dispose(): void;
}

/** Parameters of one layer of all members. */
export interface EnsembleLayer {
  /** [members, inputs, outputs] */
  readonly kernel: Variable<Rank.R3>;
  /** [members, outputs] */
  readonly bias: Variable<Rank.R2>;
  readonly gain: Variable<Rank.R3> | undefined;
  readonly shift: Variable<Rank.R3> | undefined;
}

/** An ensemble whose entries are drawn as those of `mlp`, member by member within a layer. */
export function ensemble(
  name: string,
  members: number,
  sizes: readonly number[],
  random: RandomStream,
  options: LayerOptions = {},
): Ensemble {
  const network = zeroEnsemble(name, members, sizes, options);
  for (const { kernel, bias } of network.layers) {
    const bound = 1 / Math.sqrt(kernel.shape[1]);
    for (const parameter of [kernel, bias]) drawUniform(parameter, bound, random);
  }
  return assemble(network, members, sizes, options);
}

/** An ensemble of the same shape with the same weights, for targets that follow slowly. */
export function copyOfEnsemble(name: string, { members, sizes, options, variables }: Ensemble): Ensemble {
  const copy = assemble(zeroEnsemble(name, members, sizes, options), members, sizes, options);
  polyak(copy.variables, variables, 1);
  return copy;
}

interface Layers extends Parameters {
  readonly layers: readonly EnsembleLayer[];
}

function zeroEnsemble(
  name: string,
  members: number,
  sizes: readonly number[],
  options: LayerOptions,
): Layers {
  checkSizes(name, sizes);
  checkSize(`the number of members of ${name}`, members);
  checkDropout(name, options.dropout);
  return parameters((parameter) => ({
    layers: sizes.slice(1).map((outputs, i) => {
      const isNormalized = options.layerNorm === true && i < sizes.length - 2;
      const perMember: [number, number, number] = [members, 1, outputs];
      return {
        kernel: parameter<Rank.R3>(`kernel of ${name} layer ${i}`, [members, sizes[i]!, outputs]),
        bias: parameter<Rank.R2>(`bias of ${name} layer ${i}`, [members, outputs]),
        gain: isNormalized ? parameter<Rank.R3>(`gain of ${name} layer ${i}`, perMember, 1) : undefined,
        shift: isNormalized ? parameter<Rank.R3>(`shift of ${name} layer ${i}`, perMember) : undefined,
      };
    }),
  }));
}

function assemble(
  { layers, variables }: Layers,
  members: number,
  sizes: readonly number[],
  options: LayerOptions,
): Ensemble {
  return {
    members,
    sizes,
    options,
    variables,
    layers,
    apply: (x, dropping) => forwards(layers, options, x, dropping),
    applyFirst: (x) => forwards(layers.map(firstOf), {}, x),
    dispose: () => dispose([...variables]),
  };
}

/** Parameters of a layer, or what was made of them. */
interface LayerTensors {
  readonly kernel: Tensor3D;
  readonly bias: Tensor2D;
  readonly gain: Tensor3D | undefined;
  readonly shift: Tensor3D | undefined;
}

function forwards(
  layers: readonly LayerTensors[],
  { dropout }: LayerOptions,
  x: Tensor2D | Tensor3D,
  dropping?: Dropping,
): Tensor3D {
  const [first, ...others] = layers;
  const output = (input: Tensor2D | Tensor3D, layer: LayerTensors, i: number): Tensor3D => {
    const isLast = i === layers.length - 1;
    const sum = ensembleDense(input, layer.kernel, layer.bias, isLast ? "linear" : "relu");
    return isLast ? sum : dropped(normalized(sum, layer), dropout, dropping);
  };
  return others.reduce<Tensor3D>((hidden, layer, i) => output(hidden, layer, i + 1), output(x, first!, 0));
}

/** The parameters of the first member. */
function firstOf({ kernel, bias, gain, shift }: LayerTensors): LayerTensors {
  const first = (parameter: Tensor3D): Tensor3D => slice(parameter, 0, 1);
  return {
    kernel: first(kernel),
    bias: slice(bias, 0, 1),
    gain: gain && first(gain),
    shift: shift && first(shift),
  };
}

function normalized(x: Tensor3D, { gain, shift }: LayerTensors): Tensor3D {
  if (gain === undefined || shift === undefined) return x;
  return add(mul(layerNorm(x), gain), shift);
}
