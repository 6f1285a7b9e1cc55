/**
 * Layers over a page that Back leads out of one by one, such as a dialog's second step. Each open one has an entry of
 * its own in the history, at the same address. The history's entries follow the layers, whoever opens and closes them.
 */

type Layer = {
  /** Back was pressed. A layer that stays open gets another entry. */
  onBack: () => void;
};

const layers: Layer[] = [];
/** Set while the browser is on its way back to an earlier entry, as it reports later. */
let onArrival: (() => void)[] | null = null;
let isScheduled = false;

/** Opens a layer above the others; the result closes it. */
export function openLayer(layer: Layer): () => void {
  layers.push(layer);
  scheduleFollow();
  return () => {
    layers.splice(layers.indexOf(layer), 1);
    scheduleFollow();
  };
}

/** Changes the history, once the browser has arrived where it is going. */
export function changeHistory(change: () => void) {
  if (onArrival) onArrival.push(change);
  else change();
}

/** The same at the entry below all layers, so that none of theirs is left behind. */
export function belowLayers(change: () => void) {
  changeHistory(() => (depth() > 0 ? goBack(depth(), change) : change()));
}

/** The number of layers that the present entry stands for. */
function depth(): number {
  const { state } = window.history;
  return typeof state?.layers === "number" ? state.layers : 0;
}

function goBack(by: number, then: () => void) {
  onArrival = [then];
  window.history.go(-by);
}

/** After all that closes and opens in one step of the page: a layer may take another's place. */
function scheduleFollow() {
  if (isScheduled) return;
  isScheduled = true;
  queueMicrotask(() => {
    isScheduled = false;
    follow();
  });
}

function follow() {
  if (onArrival) return;
  const above = depth() - layers.length;
  if (above > 0) goBack(above, () => undefined);
  for (let at = depth(); at < layers.length; at++)
    window.history.pushState({ layers: at + 1 }, "", window.location.href);
}

window.addEventListener("popstate", () => {
  if (onArrival) {
    const changes = onArrival;
    onArrival = null;
    for (const change of changes) changeHistory(change);
  } else {
    // Another address closes its dialogs by itself.
    for (let at = layers.length; at > depth(); at--) layers[at - 1]?.onBack();
  }
  scheduleFollow();
});
