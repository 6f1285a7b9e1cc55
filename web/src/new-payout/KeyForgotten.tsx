import { useEffect, useRef } from "react";
import { Link } from "../navigation/Link";
import { Button, buttonClasses } from "../ui";
import { PayoutLinks } from "./PayoutLinks";
import type { Forgotten } from "./useCreatePayout";

type Props = { forgotten: Forgotten; onAnother: () => void };

/** A retry came after the server's window for it, and an earlier request had made the payout. */
export function KeyForgotten({ forgotten, onAnother }: Props) {
  const { message, payouts } = forgotten;
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <div className="grid gap-5">
      <p ref={text} tabIndex={-1} className="text-sm outline-none">
        <strong className="font-semibold">Nothing was paid now.</strong> An earlier request had made
        this payout:
      </p>
      <div className="text-sm">
        <PayoutLinks payouts={payouts} />
      </div>
      <p className="text-sm text-soft">
        Look at it first. If it failed, make a new payout. The server said: {message}
      </p>
      <div className="flex flex-wrap justify-end gap-3">
        <Button onClick={onAnother}>New payout</Button>
        <Link to={{ view: "payouts" }} className={buttonClasses("primary")}>
          View payouts
        </Link>
      </div>
    </div>
  );
}
