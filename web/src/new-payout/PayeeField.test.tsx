import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import type { PayeeAccount } from "../payouts/payee";
import { PayeeField } from "./PayeeField";

const account = (id: string, accountHolderName: string, ending: string): PayeeAccount => ({
  ...{ id, accountHolderName },
  accountNumberMasked: `XXXXXXXXXXX${ending}`,
  ifscCode: "HDFC0001234",
  bankName: "HDFC Bank",
  accountType: "CURRENT",
  createdAt: "2026-11-12T10:00:00+00:00",
});
const ACCOUNTS = [
  account("r", "Ramesh Kumar", "3456"),
  account("s", "Suresh Traders", "3456"),
  account("a", "Anand Dyes", "7890"),
];

let chosenIds: string[] = [];
function Form() {
  const [id, setId] = useState("");
  const choose = (next: string) => {
    chosenIds.push(next);
    setId(next);
  };
  const chosen = ACCOUNTS.find((it) => it.id === id);
  return <PayeeField accounts={ACCOUNTS} chosen={chosen} onChoose={choose} error={undefined} />;
}

function open(): HTMLInputElement {
  chosenIds = [];
  render(<Form />);
  return screen.getByRole("combobox", { name: "To" });
}
afterEach(cleanup);

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const press = (field: HTMLElement, key: string) => fireEvent.keyDown(field, { key });
const options = () => screen.queryAllByRole("option").map((it) => it.textContent);

test("the list is in the order of names, and opens by the arrow key", () => {
  const field = open();
  expect(field.getAttribute("aria-expanded")).toBe("false");
  press(field, "ArrowDown");
  expect(field.getAttribute("aria-expanded")).toBe("true");
  expect(options().map((it) => it?.split(/HDFC|X/)[0])).toEqual([
    "Anand Dyes",
    "Ramesh Kumar",
    "Suresh Traders",
  ]);
});

test("Enter chooses the first match of what was typed", () => {
  const field = open();
  type(field, "3456 sur");
  expect(screen.getByRole("status").textContent).toBe("1 matching beneficiary");
  press(field, "Enter");
  expect(chosenIds).toEqual(["s"]);
  expect(field.value).toBe("Suresh Traders");
  expect(field.getAttribute("aria-expanded")).toBe("false");
});

test("the arrow keys choose among payees of one ending", () => {
  const field = open();
  type(field, "3456");
  expect(field.getAttribute("aria-activedescendant")).toBe(screen.getAllByRole("option")[0]?.id);
  press(field, "ArrowDown");
  press(field, "Enter");
  expect(field.value).toBe("Suresh Traders");
});

test("leaving the field chooses nobody, whatever was highlighted", () => {
  const field = open();
  type(field, "ramesh");
  fireEvent.blur(field);
  expect(chosenIds).toEqual([]);
  expect(field.value).toBe("ramesh");
});

test("Enter without a match chooses nobody", () => {
  const field = open();
  type(field, "nobody of this name");
  expect(screen.getByRole("status").textContent).toBe("No matching beneficiaries.");
  press(field, "Enter");
  expect(chosenIds).toEqual([]);
});

test("typing takes a choice back", () => {
  const field = open();
  type(field, "anand");
  press(field, "Enter");
  type(field, "Anand Dye");
  expect(chosenIds).toEqual(["a", ""]);
  expect(field.value).toBe("Anand Dye");
});

test("the whole list is there again after a choice", () => {
  const field = open();
  type(field, "anand");
  press(field, "Enter");
  press(field, "ArrowDown");
  expect(options()).toHaveLength(3);
});

test("Escape closes the list and keeps what was typed and chosen", () => {
  const field = open();
  type(field, "anand");
  // A prevented Escape does not reach the dialog; the next one does.
  expect(press(field, "Escape")).toBe(false);
  expect(field.value).toBe("anand");
  expect(press(field, "Escape")).toBe(true);
  type(field, "anand d");
  press(field, "Enter");
  expect(press(field, "Escape")).toBe(true);
  expect(field.value).toBe("Anand Dyes");
});

test("a click chooses", () => {
  const field = open();
  fireEvent.click(field);
  const list = screen.getByRole("listbox", { name: "Beneficiaries" });
  fireEvent.click(within(list).getByRole("option", { name: /Ramesh/ }));
  expect(chosenIds).toEqual(["r"]);
});
