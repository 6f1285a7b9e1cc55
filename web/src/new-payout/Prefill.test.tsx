import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { go } from "../navigation/navigation";
import {
  ACCOUNT,
  answers,
  fillIn,
  goOn,
  hasMerchant,
  OTHER,
  openForm,
  payButton,
  RETIRED,
  reopen,
  sent,
  serveForm,
} from "./payoutFormHarness";

serveForm();
afterEach(() => go({ view: "overview" }));

const follow = (filters: Record<string, string>) => go({ view: "payouts/new", filters });
const payee = async () => (await screen.findByRole("combobox", { name: "To" })) as HTMLInputElement;
const amount = () => screen.getByLabelText("Amount") as HTMLInputElement;

test("a link fills the form in, pays nothing, and leaves the address", async () => {
  follow({ beneficiary: "a", amount: "500" });
  openForm();
  expect((await payee()).value).toBe("Anand Dyes");
  expect(amount().value).toBe("500");
  expect(screen.getByText("Filled in for you. Check it before you pay.")).toBeTruthy();
  expect(window.location.pathname + window.location.search).toBe("/payouts/new");
  goOn();
  expect(await payButton()).toBeTruthy();
  expect(sent).not.toContain("mutation CreatePayout");
});

test("a link takes the place of a draft, or fills in only what it names", async () => {
  hasMerchant({ bankAccounts: [ACCOUNT, OTHER] });
  const merchantId = await fillIn("123");
  follow({ beneficiary: "b" });
  reopen(merchantId);
  expect((await payee()).value).toBe("Anand Silks");
  expect(amount().value).toBe("123");
  follow({ amount: "77" });
  await waitFor(() => expect(amount().value).toBe("77"));
  expect((await payee()).value).toBe("");
});

test("a payee that was added meanwhile is asked for once more, and a foreign one is not chosen", async () => {
  follow({ beneficiary: "b", amount: "500" });
  openForm();
  await waitFor(() => expect(sent.filter((it) => it === "query PayoutAccounts")).toHaveLength(2));
  expect(
    await screen.findByText("The link names nobody whom this merchant pays. Choose a beneficiary."),
  ).toBeTruthy();
  expect(amount().value).toBe("500");
  hasMerchant({ bankAccounts: [ACCOUNT, OTHER] });
  follow({ beneficiary: "b" });
  await waitFor(async () => expect((await payee()).value).toBe("Anand Silks"));
});

test("a retired payee is not chosen by a link", async () => {
  hasMerchant({ bankAccounts: [RETIRED, OTHER] });
  follow({ beneficiary: "a" });
  openForm();
  expect(await screen.findByText("This account was retired. Choose another one.")).toBeTruthy();
});

test("a payout that makes up for a failed one says why, and chooses nobody", async () => {
  answers["query FailedPayout"] = () => ({
    payout: {
      amountPaise: 50_000,
      failureReason: "The beneficiary account is closed.",
      merchant: { id: "shop" },
      bankAccount: ACCOUNT,
    },
  });
  follow({ amount: "500", instead: "p" });
  openForm("shop");
  expect(await screen.findByText(/to Anand Dyes failed/)).toBeTruthy();
  expect((await payee()).value).toBe("");
});

test("Enter in a payee's field that is done leads to the amount", async () => {
  await fillIn("");
  const field = await payee();
  field.focus();
  fireEvent.submit(field.closest("form") as HTMLFormElement);
  expect(document.activeElement).toBe(amount());
  expect(amount().getAttribute("aria-invalid")).toBeNull();
});
