import { type FormEvent, useEffect, useId, useState } from "react";
import { Refused, request } from "../api";
import { go, useLocation } from "../navigation/navigation";
import { TOP } from "../paging/place";
import { Button } from "../ui";
import { FIND_PAYOUT } from "./findPayout";

/**
 * The one search. A UTR or id opens its payout, whichever merchant's it is. Anything else narrows the list of this
 * merchant's payouts, where the field shows what it is narrowed to.
 */
export function FindPayout() {
  const id = useId();
  const { view, filters } = useLocation();
  const shown = view === "payouts" ? (filters.q ?? "") : "";
  const [quoted, setQuoted] = useState(shown);
  useEffect(() => setQuoted(shown), [shown]);
  const [answer, setAnswer] = useState("");
  const [isLooking, setIsLooking] = useState(false);

  const find = async (event: FormEvent) => {
    event.preventDefault();
    const text = quoted.trim();
    if (isLooking || (!text && !shown)) return;
    const narrow = () =>
      go({ view: "payouts", filters: { ...(view === "payouts" && filters), ...TOP, q: text } });
    if (!text) return narrow();
    setIsLooking(true);
    setAnswer("");
    try {
      const found = await request(FIND_PAYOUT, { quoted: text, id: text.toLowerCase() });
      const payout = found.payoutByUtr ?? found.payout;
      if (payout)
        go({ merchant: payout.merchant.id, view: "payouts", payout: payout.id, dialog: null });
      else narrow();
    } catch (error) {
      setAnswer(error instanceof Refused ? error.message : "Can't reach the server. Try again.");
    } finally {
      setIsLooking(false);
    }
  };

  return (
    <search className="block min-w-0 border-line max-md:flex-none max-md:border-b max-md:bg-surface max-md:px-3 max-md:pb-2 md:max-w-lg md:flex-1 md:basis-64 print:hidden">
      <form onSubmit={find} className="flex gap-2">
        <label htmlFor={id} className="sr-only">
          Find payouts by UTR, reference, beneficiary or amount
        </label>
        <input
          id={id}
          type="search"
          placeholder="UTR, reference, beneficiary or amount"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={quoted}
          onChange={(event) => setQuoted(event.target.value)}
          aria-describedby={`${id}-answer`}
          aria-keyshortcuts="/ Control+K"
          className="min-h-10 w-full min-w-0 pointer-coarse:min-h-11 rounded-lg border border-edge bg-surface px-3 text-ink text-ellipsis placeholder:text-soft"
        />
        <Button type="submit" aria-disabled={isLooking}>
          {isLooking ? "Looking…" : "Find"}
        </Button>
      </form>
      <p
        id={`${id}-answer`}
        role="status"
        className="mt-1.5 text-sm wrap-anywhere text-soft empty:mt-0"
      >
        {answer}
      </p>
    </search>
  );
}
