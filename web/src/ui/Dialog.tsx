import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useLayer } from "../navigation/useLayer";
import { classes } from "./classes";
import { useDialogTitle } from "./documentTitle";
import { OutageLine } from "./OutageLine";
import { useDropSecondClick } from "./useDropSecondClick";
import { Keeper } from "./useKeptOpen";

const PLACES = {
  /** A short form. */
  middle: "m-auto max-h-[90dvh] w-[min(30rem,calc(100vw-1.5rem))] rounded-2xl",
  /** Details beside the page; full width on a phone. */
  side: "my-0 mr-0 ml-auto h-dvh max-h-none w-[min(36rem,100vw)] max-w-none",
  /** Below the head of the rail. */
  menu: "mt-14 mb-0 ml-3 md:mt-28 max-h-[70dvh] w-[min(24rem,calc(100vw-1.5rem))] rounded-xl backdrop:bg-transparent",
};

const FIRST_FOCUS = ["[data-autofocus]", "input, select, textarea"];

type Props = {
  title: string;
  place?: keyof typeof PLACES;
  /** The title is for screen readers only. */
  isTitleHidden?: boolean;
  onClose: () => void;
  /**
   * Taken by the browser's Back, which then leaves the address as it is: for a dialog or a step that the address does
   * not name. "close" does the same as Escape.
   */
  onBack?: "close" | (() => void) | undefined;
  children: ReactNode;
};

/**
 * Render it while it is open. The native <dialog> traps the focus, makes the page inert, closes on Escape and returns
 * the focus. The focus starts on the element with `data-autofocus`, else on the first field, else on the title. What
 * must not be lost keeps it open by `useKeptOpen`.
 */
export function Dialog({
  title,
  place = "middle",
  isTitleHidden,
  onClose,
  onBack,
  children,
}: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  const keeper = useRef<(() => void) | null>(null);
  const close = () => (keeper.current ?? onClose)();
  useLayer(
    onBack !== undefined,
    () => (onBack === "close" ? close() : onBack?.()),
    () => keeper.current !== null,
  );
  useDialogTitle(title);

  // A layout effect, since close() returns the focus only while the dialog is still in the page.
  useLayoutEffect(() => {
    const element = dialog.current;
    const page = document.documentElement;
    element?.showModal();
    // For the style of paper: what is open is printed alone.
    if (place !== "menu") page.toggleAttribute("data-open-dialog", true);
    // React's autoFocus runs too early, while the dialog is still closed.
    const [first] = FIRST_FOCUS.flatMap((it) => element?.querySelector<HTMLElement>(it) ?? []);
    (first ?? heading.current)?.focus();
    return () => {
      element?.close();
      // Another one may be open below it.
      page.toggleAttribute("data-open-dialog", document.querySelector("dialog[open]") !== null);
      // The opener may be gone.
      const { activeElement: now, body } = document;
      if (now === body || element?.contains(now)) {
        document.getElementById("main")?.focus({ preventScroll: true });
      }
    };
  }, [place]);

  const dropSecondClick = useDropSecondClick(title);
  // A click is the backdrop's only if the press was, and the first one of a double click: one that began inside may end
  // beside the dialog, because the mouse was dragged, or because the dialog has shrunk meanwhile.
  const pressed = useRef<EventTarget | null>(null);
  const closeOnBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current && pressed.current === dialog.current) close();
  };
  // A second Escape closes any dialog, despite onCancel.
  const closeAfterAll = () => {
    if (!dialog.current?.isConnected || dialog.current.open) return;
    if (keeper.current) dialog.current.showModal();
    close();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does it for the keyboard.
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClose={closeAfterAll}
      onMouseDown={(event) => {
        if (event.detail <= 1) pressed.current = event.target;
      }}
      onClickCapture={dropSecondClick}
      onClick={closeOnBackdrop}
      className={classes(
        "overflow-hidden border border-line bg-raised p-0 text-ink shadow-2xl",
        "open:flex open:flex-col",
        PLACES[place],
      )}
    >
      <div
        className={classes(isTitleHidden ? "sr-only" : "flex items-center gap-4 px-6 pt-5 pb-3")}
      >
        <h2
          ref={heading}
          id={titleId}
          tabIndex={-1}
          className="min-w-0 flex-1 text-lg font-semibold text-balance outline-none"
        >
          {title}
        </h2>
        <button
          type="button"
          onClick={close}
          aria-label="Close"
          className="-mr-2 grid size-9 shrink-0 pointer-coarse:size-11 print:hidden place-items-center rounded-lg text-soft hover:bg-hover hover:text-ink"
        >
          <svg aria-hidden="true" viewBox="0 0 16 16" className="size-4" stroke="currentColor">
            <path d="M3 3l10 10M13 3L3 13" strokeWidth="1.5" strokeLinecap="round" />
          </svg>
        </button>
      </div>
      <OutageLine />
      <div
        className={classes(
          "min-h-0 flex-1 scroll-pt-12 scroll-pb-24 overflow-y-auto print:overflow-visible",
          !isTitleHidden && "px-6 pb-6",
        )}
      >
        <Keeper value={keeper}>{children}</Keeper>
      </div>
    </dialog>
  );
}
