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

test("the review says the fee, the tax on it and the total cost, if something is charged", async () => {
  answers["query PlanPayout"] = () => ({
    revision: "1",
    planPayout: {
      __typename: "PayoutPlan",
      rail: "NEFT",
      expectedBy: null,
      totalCostPaise: 50_354,
      candidates: [
        { rail: "IMPS", feePaise: 595, taxPaise: 107 },
        { rail: "NEFT", feePaise: 300, taxPaise: 54 },
      ],
      warnings: [],
    },
  });
  await fillIn("500");
  goOn();
  const line = await screen.findByText(/^Fee/);
  expect(line.textContent).toBe("Fee ₹3.00, GST ₹0.54. Total cost ₹503.54.");
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
