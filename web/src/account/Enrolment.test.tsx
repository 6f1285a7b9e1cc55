import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Enrolment } from "./Enrolment";

const fetch = vi.fn<typeof globalThis.fetch>();
const json = (status: number, body: object) => new Response(JSON.stringify(body), { status });
let answer: () => Response;

beforeEach(() => {
  answer = () => json(200, { recovery_codes: ["x7km-2fqd-9wab-hn4c"], person: null });
  // biome-ignore lint/suspicious/noDocumentCookie: the server expects Django's cookie.
  document.cookie = "csrftoken=t";
  vi.stubGlobal("fetch", fetch);
  fetch.mockImplementation(async (address) =>
    address === "/session/second_factor/"
      ? json(200, { secret: "ABCD EFGH", uri: "otpauth://totp/a", qr_code: ["10", "01"] })
      : answer(),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  fetch.mockReset();
});

const sent = () =>
  fetch.mock.calls
    .filter(([address]) => address === "/session/second_factor/turn_on/")
    .map(([, init]) => JSON.parse(String(init?.body)));

async function turnOn(code: string, password?: string) {
  fireEvent.change(await screen.findByLabelText("Code"), { target: { value: code } });
  if (password !== undefined)
    fireEvent.change(screen.getByLabelText("Password"), { target: { value: password } });
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Turn on" })));
}

test("a session alone is not enough: the form asks for the password", async () => {
  render(<Enrolment onDone={() => undefined} onCancel={() => undefined} />);
  await turnOn("123456");
  expect(screen.getByRole("alert").textContent).toBe("Enter your password.");
  expect(sent()).toEqual([]);
  await turnOn("123456", "kites");
  expect(sent()).toEqual([{ code: "123456", password: "kites" }]);
  expect(await screen.findByText("x7km-2fqd-9wab-hn4c")).toBeTruthy();
});

test("a wrong password and a wrong code stand by their fields", async () => {
  render(<Enrolment onDone={() => undefined} onCancel={() => undefined} />);
  answer = () =>
    json(400, { error: "validation_error", message: "Wrong password.", field: "password" });
  await turnOn("123456", "kite");
  expect(screen.getByLabelText("Password").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("alert").textContent).toBe("Wrong password.");
  answer = () => json(403, { error: "code_refused", message: "Wrong code." });
  await turnOn("123456", "kites");
  expect(screen.getByLabelText("Code").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByLabelText("Password").getAttribute("aria-invalid")).toBeNull();
});

test("who has just signed in with the password is not asked again", async () => {
  render(<Enrolment hasShownPassword onDone={() => undefined} onCancel={() => undefined} />);
  await turnOn("123456");
  expect(screen.queryByLabelText("Password")).toBeNull();
  expect(sent()).toEqual([{ code: "123456" }]);
});
