import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { answers, fillIn, goOn, payButton, serveForm } from "./payoutFormHarness";

serveForm();

test("the review says the rail, when the money is expected, and what to look at", async () => {
  await fillIn("500");
  goOn();
  const line = await screen.findByText(/^By IMPS, expected by/);
  expect(line.textContent?.replaceAll("\u00a0", " ")).toBe(
    "By IMPS, expected by Mon, 30 Nov 2026, 12:01 IST.",
  );
  expect(screen.getByText("Nothing was paid to this account yet.")).toBeTruthy();
  expect(screen.getByText(/Another bank keeps the account\./).textContent).toContain("Warning:");
  expect(screen.queryByText(/The branch is unknown/)).toBeNull();
});

test("a payout that cannot be planned can be paid all the same", async () => {
  answers["query PlanPayout"] = () => ({
    revision: "1",
    planPayout: { __typename: "ValidationError" },
  });
  await fillIn("500");
  goOn();
  expect(await payButton()).toBeTruthy();
  expect(screen.queryByText(/^By /)).toBeNull();
});
