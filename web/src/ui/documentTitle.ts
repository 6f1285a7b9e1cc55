import { useLayoutEffect } from "react";

let page = "";
/** Open dialogs, the oldest first. */
const dialogs: { title: string }[] = [];

function write() {
  document.title = [dialogs.at(-1)?.title, page].filter(Boolean).join(" · ");
}

/** Sets the title of the page behind all dialogs: `Payouts · Acme Exports`. */
export function setPageTitle(title: string) {
  page = title;
  write();
}

/** Puts the topmost dialog first in the title while it is open. */
export function useDialogTitle(title: string) {
  useLayoutEffect(() => {
    const dialog = { title };
    dialogs.push(dialog);
    write();
    return () => {
      dialogs.splice(dialogs.indexOf(dialog), 1);
      write();
    };
  }, [title]);
}
