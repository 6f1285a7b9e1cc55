/**
 * Layers over a page that Back leads out of one by one, such as a dialog's second step. Each open one has an entry of
 * its own in the history, at the same address. The history's entries follow the layers, whoever opens and closes them.
 *
 * A layer that holds what was typed stays, wherever Back leads: the page goes forward again to where it was. A new
 * entry in its place would not do. Browsers pass by entries that a page left without a click or a key between, and
 * Chrome then passes by the page's other entries too.
 */

type Layer = {
  /** Back was pressed. A layer that stays open takes the next Back too. */
  onBack: () => void;
  /** True while leaving would lose what was typed. */
  isKept: () => boolean;
};

/** An entry of the history: how many of the page's come before it, and the layers that it stands for. */
type Entry = { at: number; layers: number; address: string };

const layers: Layer[] = [];
/** Set while the browser is on its way to another entry, as it reports later. */
let onArrival: (() => void)[] | null = null;
/** The entry that something typed leads back to, wherever the browser is meanwhile. */
let returningTo: Entry | null = null;
/** The entry that the page shows. */
let shown: Entry | undefined;
shown = present();
/** The entry that Back has just led away from. It still lies ahead. */
let ahead: Entry | null = null;
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

/** True while the address is not the one that the page shows, and soon will be again. */
export function isReturning(): boolean {
  return returningTo !== null;
}

/** Changes the history, once the browser has arrived where it is going. */
export function changeHistory(change: () => void) {
  if (onArrival) onArrival.push(change);
  else change();
}

/** The same at the entry below all layers, so that none of theirs is left behind. */
export function belowLayers(change: () => void) {
  changeHistory(() => (present().layers > 0 ? travel(-present().layers, change) : change()));
}

/** Adds an entry after the present one. */
export function pushEntry(address: string, layerCount = 0) {
  window.history.pushState({ at: present().at + 1, layers: layerCount }, "", address);
  shown = present();
  ahead = null;
}

/** Gives the present entry another address. */
export function replaceEntry(address: string) {
  window.history.replaceState(window.history.state, "", address);
  shown = present();
}

function present(): Entry {
  const { history } = window;
  // The page was loaded here, or somebody has added a # to the address.
  if (typeof history.state?.at !== "number")
    history.replaceState({ at: shown ? shown.at + 1 : 0, layers: 0 }, "");
  return { ...history.state, address: window.location.href };
}

function travel(by: number, then: () => void) {
  onArrival = [then];
  window.history.go(by);
}

/** Back to `entry`, where the topmost layer is told. */
function returnTo(entry: Entry) {
  returningTo = entry;
  travel(entry.at - present().at, () => {
    layers.at(-1)?.onBack();
  });
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
  const missing = layers.length - present().layers;
  if (missing < 0) travel(missing, () => undefined);
  else if (missing > 0 && ahead && ahead.layers >= layers.length) travel(missing, () => undefined);
  else for (let n = 0; n < missing; n++) pushEntry(present().address, present().layers + 1);
  ahead = null;
}

window.addEventListener("popstate", () => {
  const here = present();
  const left = shown ?? here;
  if (returningTo && here.at !== returningTo.at) {
    // Back was pressed again meanwhile.
    window.history.go(returningTo.at - here.at);
    return;
  }
  shown = here;
  if (onArrival) {
    const changes = onArrival;
    onArrival = returningTo = null;
    for (const change of changes) changeHistory(change);
  } else if (here.address !== left.address && layers.some((layer) => layer.isKept())) {
    shown = left;
    returnTo(left);
  } else {
    // Another address closes its dialogs by itself.
    if (here.address === left.address && left.at > here.at) ahead = left;
    for (let at = layers.length; at > here.layers; at--) layers[at - 1]?.onBack();
  }
  scheduleFollow();
});
