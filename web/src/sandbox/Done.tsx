import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
import { Button, buttonClasses, Dialog } from "../ui";
import { closeDialog } from "./FormDialog";

/** What has been done, in place of the form that asked for it, and what one does next. */
export function Done({ title, children }: { title: string; children: ReactNode }) {
  const words = useRef<HTMLParagraphElement>(null);
  // The button that had the focus has gone with the form; the dialog's own words are read out instead.
  useEffect(() => words.current?.focus({ preventScroll: true }), []);
  return (
    <Dialog title={title} onClose={closeDialog}>
      <p ref={words} tabIndex={-1} className="text-sm break-words text-soft outline-none">
        {children}
      </p>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button onClick={closeDialog}>Close</Button>
        <Link to={{ dialog: "new-payout" }} className={buttonClasses("primary")}>
          New payout
        </Link>
      </div>
    </Dialog>
  );
}
