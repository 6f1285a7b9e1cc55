import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import {
  ACCOUNT,
  answers,
  fillIn,
  goOn,
  isOff,
  payButton,
  press,
  sent,
  serveForm,
} from "./payoutFormHarness";

serveForm();

const similar = {
  id: "p",
  idempotencyKey: "another",
  status: "COMPLETED",
  needsReview: false,
  amountPaise: 50_000,
  createdAt: "2026-11-27T10:00:00+00:00",
  bankAccount: ACCOUNT,
};

const payments = () => sent.filter((name) => name === "mutation CreatePayout").length;

test("a payout is reviewed, then paid once", async () => {
  await fillIn("500");
  goOn();
  const button = await payButton();
  expect(isOff(button)).toBe(true);
  fireEvent.click(button); // the second click of a double click
  expect(document.activeElement?.textContent).toContain("five hundred rupees");
  await press(button);
  fireEvent.click(button);
  expect(await screen.findByText(/is processing/)).toBeTruthy();
  expect(payments()).toBe(1);
  fireEvent.click(screen.getByRole("button", { name: "New payout" }));
  expect((screen.getByRole("combobox", { name: "To" }) as HTMLInputElement).value).toBe("");
});

test("no empty form stands between the payment and its answer, where it would take a second Enter", async () => {
  await fillIn("500");
  goOn();
  const button = await payButton();
  const titles = new Set<string | null | undefined>();
  const observer = new MutationObserver(() =>
    titles.add(document.querySelector("section")?.getAttribute("aria-label")),
  );
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  await press(button);
  await screen.findByText(/is processing/);
  observer.disconnect();
  expect([...titles]).toEqual(["Review payout", "Payout accepted"]);
});

test("nothing is paid before the answer about a payout like this one", async () => {
  let answer: (data: object) => void = () => {};
  answers["query SimilarPayouts"] = () =>
    new Promise<object>((resolve) => {
      answer = resolve;
    });
  await fillIn("500");
  goOn();
  const button = await payButton();
  await waitFor(() => expect(sent).toContain("query SimilarPayouts"));
  answer({ revision: "1", similarPayouts: [similar] });
  const question = await screen.findByText(/Is this a duplicate/);
  // A phone shows no more than what is above the balance.
  const balance = screen.getByText("After this payout");
  expect(question.compareDocumentPosition(balance)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  expect(screen.getByRole("link", { name: /₹500.00 to Anand Dyes/ })).toBeTruthy();
  await waitFor(() => expect(isOff(button)).toBe(false));
});

test("an amount above the balance stays in the first step", async () => {
  await fillIn("1000.01");
  await screen.findByText("Short by ₹0.01");
  goOn();
  expect(await screen.findByText(/Not enough balance/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Pay/ })).toBeNull();
});

test("a refusal leads back to the field that it concerns", async () => {
  answers["mutation CreatePayout"] = () => ({
    createPayout: { __typename: "InsufficientFunds", message: "", availablePaise: 40_000 },
  });
  await fillIn("500");
  goOn();
  await press(await payButton());
  expect(await screen.findByText(/Short by ₹100.00/)).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Amount")));
  goOn();
  expect(await payButton()).toBeTruthy();
});

test("a forgotten key shows what it had made", async () => {
  answers["mutation CreatePayout"] = () => ({
    createPayout: { __typename: "IdempotencyKeyForgotten", message: "Look.", payouts: [similar] },
  });
  await fillIn("500");
  goOn();
  await press(await payButton());
  expect(await screen.findByText("Nothing was paid now.")).toBeTruthy();
  expect(screen.getByRole("link", { name: /₹500.00 to Anand Dyes/ })).toBeTruthy();
});
