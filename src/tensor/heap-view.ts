import { acceleratedBackend } from "./backend.ts";

/**
 * A function that gives a view of the heap, made anew only where that is needed: where the heap has grown, or where
 * `isThere` says that the view is of another place.
 */
export function heapView<View extends ArrayBufferView>(
  make: () => View,
  isThere: (view: View) => boolean = () => true,
): () => View {
  const backend = acceleratedBackend();
  let view = make();
  return () => {
    if (view.buffer !== backend.heap() || !isThere(view)) view = make();
    return view;
  };
}
