import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { go } from "../navigation/navigation";
import { useCanonicalFilter } from "./useCanonicalFilter";

afterEach(cleanup);

test.each([
  ["BOGUS", "", "/payouts"],
  ["FAILED", "FAILED", "/payouts?status=FAILED"],
  ["", "", "/payouts"],
  ["PAYOUT_HOLD,BOGUS", "PAYOUT_HOLD", "/payouts?status=PAYOUT_HOLD"],
])(
  "an address with the filter %o, of which %o is understood, becomes %s",
  (given, known, address) => {
    go({ view: "payouts", filters: { status: given } });
    const steps = window.history.length;
    renderHook(() => useCanonicalFilter("status", known));
    expect(window.location.pathname + window.location.search).toBe(address);
    expect(window.history.length).toBe(steps);
  },
);
