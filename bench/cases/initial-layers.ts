import { numbers } from "../numbers.ts";

/**
 * Kernel and bias of every layer in turn, uniform in ±1 / √inputs.
 *
 * @param sizes widths from input to output
 * @param nameOf the name of a layer, from which its numbers are drawn
 */
export function initialLayers(sizes: readonly number[], nameOf: (layer: number) => string): Float32Array[] {
  return sizes.slice(1).flatMap((outputs, layer) => {
    const scale = 1 / Math.sqrt(sizes[layer]!);
    const name = nameOf(layer);
    return [
      numbers(`${name} kernel`, sizes[layer]! * outputs, scale),
      numbers(`${name} bias`, outputs, scale),
    ];
  });
}
