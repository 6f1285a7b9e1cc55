import { useLayoutEffect } from "react";

let page = "";
let count: string | null = null;
/** Open dialogs, the oldest first. */
const dialogs: { title: string }[] = [];

function write() {
  const title = [dialogs.at(-1)?.title, page].filter(Boolean).join(" · ");
  document.title = count === null ? title : `(${count}) ${title}`;
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

/** Begins the title with a number while the component is there: `(3) Operations · Acme Exports`. */
export function useTitleCount(text: string | null) {
  useLayoutEffect(() => {
    count = text;
    write();
    return () => {
      count = null;
      write();
    };
  }, [text]);
}
