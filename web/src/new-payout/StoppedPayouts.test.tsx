import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import {
  answers,
  fillIn,
  goOn,
  hasMerchant,
  OTHER,
  openForm,
  payButton,
  press,
  RETIRED,
  reopen,
  serveForm,
} from "./payoutFormHarness";

serveForm();

const SUSPENDED = {
  isActive: false,
  suspendedAt: "2026-11-20T10:00:00+00:00",
  suspensionReason: "Documents are missing",
};

test("a retired account is not offered as a payee", async () => {
  hasMerchant({ bankAccounts: [RETIRED, OTHER] });
  openForm();
  const payee = await screen.findByRole("combobox", { name: "To" });
  fireEvent.change(payee, { target: { value: "anand" } });
  expect(
    within(screen.getByRole("listbox"))
      .getAllByRole("option")
      .map((it) => it.textContent),
  ).toEqual([expect.stringContaining("Anand Silks")]);
  expect(screen.getByText("1 matching beneficiary")).toBeTruthy();
});

test("an account that was retired meanwhile is no longer chosen", async () => {
  const merchantId = await fillIn("500");
  hasMerchant({ bankAccounts: [RETIRED, OTHER] });
  reopen(merchantId);
  const payee = (await screen.findByRole("combobox", { name: "To" })) as HTMLInputElement;
  expect(payee.value).toBe("");
  goOn();
  expect(await screen.findByText("This account was retired. Choose another one.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Pay/ })).toBeNull();
});

test("a merchant whose accounts are all retired is told so", async () => {
  hasMerchant({ bankAccounts: [RETIRED] });
  openForm();
  expect(await screen.findByText("All beneficiaries are retired")).toBeTruthy();
  expect(screen.queryByRole("combobox")).toBeNull();
});

test("an unanswered payout to an account that was retired since is tried again", async () => {
  const answer = answers["mutation CreatePayout"];
  answers["mutation CreatePayout"] = () => Promise.reject(new TypeError("cut off"));
  const merchantId = await fillIn("500");
  goOn();
  await press(await payButton());
  expect(await screen.findByText(/We couldn't confirm this payout/)).toBeTruthy();

  hasMerchant({ bankAccounts: [RETIRED] });
  if (answer) answers["mutation CreatePayout"] = answer;
  reopen(merchantId);
  const again = await screen.findByRole("button", { name: "Try again" });
  await press(again);
  expect(await screen.findByText(/is processing/)).toBeTruthy();
});

test("a suspended merchant is told that payouts are stopped before anything is filled in", async () => {
  hasMerchant(SUSPENDED);
  openForm();
  expect(await screen.findByText(/^Suspended since .*: can't make new payouts\.$/)).toBeTruthy();
  expect(screen.getByText("Reason: Documents are missing")).toBeTruthy();
  expect(screen.queryByRole("combobox")).toBeNull();
  expect(screen.queryByRole("button", { name: "Continue" })).toBeNull();
});

test("a merchant that was made inactive by hand is stopped too", async () => {
  hasMerchant({ isActive: false, bankAccounts: [] });
  openForm();
  expect(await screen.findByText("Suspended: can't make new payouts.")).toBeTruthy();
});

test("an unanswered payout is tried again though the merchant was suspended since", async () => {
  const answer = answers["mutation CreatePayout"];
  answers["mutation CreatePayout"] = () => Promise.reject(new TypeError("cut off"));
  const merchantId = await fillIn("500");
  goOn();
  await press(await payButton());
  expect(await screen.findByText(/We couldn't confirm this payout/)).toBeTruthy();

  hasMerchant(SUSPENDED);
  if (answer) answers["mutation CreatePayout"] = answer;
  reopen(merchantId);
  await press(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/is processing/)).toBeTruthy();
});
