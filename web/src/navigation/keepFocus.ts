/** What may take the focus of a control within it. */
const PARTS = "[tabindex], section, form, dialog, main";

/** The control that has or had the focus, and the parts of the page around it, innermost first. */
let last: { control: Element; parts: HTMLElement[] } | null = null;

/**
 * Keeps the place of a reader without a mouse: when the control with the focus leaves the page, as a button does that
 * has done its work, the part that it was in takes the focus. Else the keyboard would start at the top again.
 */
export function keepFocus() {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element) last = { control: target, parts: partsAround(target) };
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    // Left on purpose, unless it was removed or is disabled while its request is out.
    if (relatedTarget) return;
    setTimeout(() => {
      const isLeft =
        target instanceof Element && target.isConnected && !target.matches(":disabled");
      if (isLeft && target === last?.control && target !== document.activeElement) last = null;
    });
  });
  const observer = new MutationObserver(() => {
    // Later, as whatever has come in its place may take the focus itself.
    if (last && !last.control.isConnected) setTimeout(recover);
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });
}

function recover() {
  const { activeElement, body } = document;
  if (!last || last.control.isConnected || (activeElement && activeElement !== body)) return;
  const part = last.parts.find(({ isConnected }) => isConnected) ?? document.getElementById("main");
  last = null;
  if (!part) return;
  if (!part.hasAttribute("tabindex")) part.tabIndex = -1;
  part.classList.add("outline-none");
  part.focus({ preventScroll: true });
}

function partsAround(control: Element): HTMLElement[] {
  const parts: HTMLElement[] = [];
  let part = control.parentElement?.closest<HTMLElement>(PARTS);
  while (part) {
    parts.push(part);
    part = part.parentElement?.closest<HTMLElement>(PARTS);
  }
  return parts;
}
