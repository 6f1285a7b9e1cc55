import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
import { Button, buttonClasses, Dialog } from "../ui";
import { closeDialog } from "./FormDialog";

type Props = {
  title: string;
  /** The next step; by default a new payout. */
  action?: ReactNode;
  children: ReactNode;
};

/** Replaces a form after its success: the result and the next step. */
export function Done({ title, action, children }: Props) {
  const message = useRef<HTMLParagraphElement>(null);
  // The focused button is gone with the form, so the message takes the focus and is read out.
  useEffect(() => message.current?.focus({ preventScroll: true }), []);
  return (
    <Dialog title={title} onClose={closeDialog}>
      <p ref={message} tabIndex={-1} className="text-sm break-words text-soft outline-none">
        {children}
      </p>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button onClick={closeDialog}>Close</Button>
        {action ?? (
          <Link to={{ view: "payouts/new" }} className={buttonClasses("primary")}>
            New payout
          </Link>
        )}
      </div>
    </Dialog>
  );
}
