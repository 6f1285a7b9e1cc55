import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { PayoutFailureSource, PayoutReasonFragment } from "../gql/graphql";
import { PayoutReason, sourceText } from "./PayoutReason";

type Props = Parameters<typeof PayoutReason>[0];
const show = (payout: PayoutReasonFragment) =>
  render(<PayoutReason payout={payout as unknown as Props["payout"]} />);

afterEach(cleanup);

test("a failed payout says why, and whose doing it was", () => {
  show({ failure: { words: "The beneficiary account is closed.", source: "BENEFICIARY_BANK" } });
  expect(screen.getByText("The beneficiary account is closed.")).toBeTruthy();
  expect(screen.getByText(/beneficiary's bank or account/)).toBeTruthy();
});

test("one from before sources were kept says why alone, and one that has not failed nothing", () => {
  expect(show({ failure: { words: "Refused.", source: null } }).container.textContent).toBe(
    "Refused.",
  );
  expect(show({ failure: null }).container.textContent).toBe("");
});

test("each source has words of its own", () => {
  const all: PayoutFailureSource[] = [
    ...(["MERCHANT", "ENGINE", "OUR_BANK", "BENEFICIARY_BANK", "NETWORK"] as const),
  ];
  expect(new Set(all.map(sourceText)).size).toBe(all.length);
});
