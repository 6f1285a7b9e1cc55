import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, expect, test } from "vitest";
import { keepFocus } from "./keepFocus";

beforeAll(keepFocus);
afterEach(cleanup);

/** `what` leaves the page at a click on its button. */
function Leaving({ what }: { what: "button" | "section" | "all" }) {
  const [isGone, setIsGone] = useState(false);
  const button = (
    <button type="button" onClick={() => setIsGone(true)}>
      Do it
    </button>
  );
  const isLeft = (part: typeof what) => !isGone || part !== what;
  return (
    <>
      <main id="main" tabIndex={-1} />
      {isLeft("all") && (
        <form aria-label="Form">
          {isLeft("section") && (
            <section aria-label="Section">
              <p>{isLeft("button") && button}</p>
            </section>
          )}
        </form>
      )}
      <input aria-label="Elsewhere" />
    </>
  );
}

const press = () => {
  const button = screen.getByRole("button");
  button.focus();
  act(() => void fireEvent.click(button));
};

test.each([
  ["button", () => screen.getByRole("region", { name: "Section" })],
  ["section", () => screen.getByRole("form", { name: "Form" })],
  ["all", () => screen.getByRole("main")],
] as const)("when the %s has left, the nearest part takes the focus", async (what, part) => {
  render(<Leaving what={what} />);
  press();
  await waitFor(() => expect(document.activeElement).toBe(part()));
});

test("the focus stays where the page has put it", async () => {
  render(<Leaving what="section" />);
  press();
  screen.getByLabelText("Elsewhere").focus();
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(document.activeElement).toBe(screen.getByLabelText("Elsewhere"));
});

test("a control that the reader has left gives the focus to nobody", async () => {
  const { rerender } = render(<Leaving what="button" />);
  const button = screen.getByRole("button");
  button.focus();
  button.blur();
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  rerender(<p>Another page</p>);
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(document.activeElement).toBe(document.body);
});
