import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { setPageTitle, useDialogTitle } from "./documentTitle";

afterEach(cleanup);

const open = (title: string) =>
  renderHook(({ title }) => useDialogTitle(title), { initialProps: { title } });

test("the title follows the page, its dialog, and the dialog's new title", () => {
  setPageTitle("Payouts · Acme");
  expect(document.title).toBe("Payouts · Acme");
  const dialog = open("Payout");
  expect(document.title).toBe("Payout · Payouts · Acme");
  dialog.rerender({ title: "Payout of ₹500.00" });
  expect(document.title).toBe("Payout of ₹500.00 · Payouts · Acme");
  dialog.unmount();
  expect(document.title).toBe("Payouts · Acme");
});

test("a new page behind an open dialog is shown once it closes", () => {
  setPageTitle("Payouts · Acme");
  const dialog = open("New payout");
  setPageTitle("Ledger · Acme");
  expect(document.title).toBe("New payout · Ledger · Acme");
  dialog.unmount();
  expect(document.title).toBe("Ledger · Acme");
});

test("the title names the topmost of two dialogs", () => {
  setPageTitle("Overview · Acme");
  const [below, above] = [open("Choose a merchant"), open("New payout")];
  expect(document.title).toBe("New payout · Overview · Acme");
  below.unmount();
  expect(document.title).toBe("New payout · Overview · Acme");
  above.unmount();
  expect(document.title).toBe("Overview · Acme");
});
