import { useLayoutEffect } from "react";

let page = "";
/** In the order in which they were opened. */
const dialogs: { title: string }[] = [];

function write() {
  document.title = [dialogs.at(-1)?.title, page].filter(Boolean).join(" · ");
}

/** What the page behind every dialog is called: `Payouts · Acme Exports`. */
export function setPageTitle(title: string) {
  page = title;
  write();
}

/** The topmost dialog comes first in the title, for as long as it is open. */
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
