import { type FormEvent, useId, useState } from "react";
import { Refused, request } from "../api";
import { graphql } from "../gql";
import { go } from "../navigation/navigation";
import { Button } from "../ui";

/** Either is null for what it does not know. */
const FIND_PAYOUT = graphql(`
  query FindPayout($quoted: String!, $id: ID!) {
    payoutByUtr(utr: $quoted) {
      id
      merchant {
        id
      }
    }
    payout(id: $id) {
      id
      merchant {
        id
      }
    }
  }
`);

/** Opens the payout that somebody asks about by its UTR or id, whichever merchant's it is. */
export function FindPayout() {
  const id = useId();
  const [quoted, setQuoted] = useState("");
  const [answer, setAnswer] = useState("");
  const [isLooking, setIsLooking] = useState(false);

  const find = async (event: FormEvent) => {
    event.preventDefault();
    const text = quoted.trim();
    if (!text || isLooking) return;
    setIsLooking(true);
    setAnswer("");
    try {
      const found = await request(FIND_PAYOUT, { quoted: text, id: text.toLowerCase() });
      const payout = found.payoutByUtr ?? found.payout;
      if (payout)
        go({ merchant: payout.merchant.id, view: "payouts", payout: payout.id, dialog: null });
      else setAnswer(`No payout has the UTR or ID ${text}.`);
    } catch (error) {
      setAnswer(error instanceof Refused ? error.message : "Can't reach the server. Try again.");
    } finally {
      setIsLooking(false);
    }
  };

  return (
    <search className="block min-w-0 flex-1 basis-64 max-sm:order-last max-sm:basis-full sm:ml-auto sm:max-w-xs print:hidden">
      <form onSubmit={find} className="flex gap-2">
        <label htmlFor={id} className="sr-only">
          Find a payout by UTR or ID
        </label>
        <input
          id={id}
          type="search"
          placeholder="UTR or payout ID"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={quoted}
          onChange={(event) => setQuoted(event.target.value)}
          aria-describedby={`${id}-answer`}
          className="min-h-11 w-full min-w-0 rounded-lg border border-edge bg-surface px-3 text-ink placeholder:text-soft"
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
