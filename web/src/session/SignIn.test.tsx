import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient, sessionGate } from "../api";
import { SignInGate } from "./SignInGate";
import { useViewer } from "./useViewer";

const fetch = vi.fn<typeof globalThis.fetch>();
const reload = vi.fn();
const VIEWER = { id: "7", kind: "PERSON", name: "asha@kaveri.example", scopes: ["READ"] };
const OTHER = { ...VIEWER, id: "8", name: "ravi@globe.example" };
const json = (status: number, body: object, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const UNAUTHENTICATED = { errors: [{ message: "No.", extensions: { code: "UNAUTHENTICATED" } }] };

/** The server's state: the signed-in user and its response to the next password. */
let user: typeof VIEWER | null;
let respondToSignIn: () => Response;
/** The step that is due after a right password, and the response to the next code. */
let step: string | null;
let respondToCode: () => Response;

beforeEach(() => {
  user = null;
  step = null;
  respondToSignIn = () => {
    user = VIEWER;
    return json(200, { person: user });
  };
  respondToCode = () => {
    user = VIEWER;
    return json(200, { person: user });
  };
  // biome-ignore lint/suspicious/noDocumentCookie: the server expects Django's cookie.
  document.cookie = "csrftoken=t";
  vi.stubGlobal("fetch", fetch);
  vi.spyOn(window.location, "reload").mockImplementation(reload);
  fetch.mockImplementation(async (address, init) => {
    if (address === "/session/") {
      if (init?.method === "POST") return respondToSignIn();
      if (init?.method === "DELETE") step = null;
      return json(200, { person: user, ...(step && !user && { step }) });
    }
    if (address === "/session/code/") return respondToCode();
    if (address === "/session/second_factor/")
      return json(200, { secret: "ABCD EFGH", uri: "otpauth://totp/a", qr_code: ["10", "01"] });
    if (address === "/session/second_factor/turn_on/") {
      user = VIEWER;
      return json(200, { recovery_codes: ["x7km-2fqd-9wab-hn4c"], person: user });
    }
    return user ? json(200, { data: { viewer: user } }) : json(401, UNAUTHENTICATED);
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
  reload.mockReset();
  fetch.mockReset();
  queryClient.clear();
  sessionGate.open();
});

function open() {
  return render(
    <QueryClientProvider client={queryClient}>
      <SignInGate>
        <input aria-label="Amount" />
      </SignInGate>
    </QueryClientProvider>,
  );
}

function ViewerName() {
  return <p>{useViewer()?.name}</p>;
}

async function fillIn(name: string, password: string) {
  fireEvent.change(await screen.findByLabelText("E-mail or user name"), {
    target: { value: name },
  });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: password } });
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Sign in" })));
}

test("the sign-in hides the page until the user signs in", async () => {
  open();
  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeTruthy();
  expect(screen.queryByLabelText("Amount")).toBeNull();
  await fillIn("asha", "kites");
  expect(await screen.findByLabelText("Amount")).toBeTruthy();
  expect(screen.queryByRole("heading", { name: "Sign in" })).toBeNull();
});

test("missing fields are marked, and nothing is sent", async () => {
  open();
  await fillIn(" ", "");
  expect(screen.getByText("Enter your e-mail or user name.")).toBeTruthy();
  expect(screen.getByText("Enter your password.")).toBeTruthy();
  const signIns = fetch.mock.calls.filter(
    ([address, init]) => address === "/session/" && init?.method === "POST",
  );
  expect(signIns).toEqual([]);
});

test("the error for a wrong password disappears with the next key", async () => {
  respondToSignIn = () => json(403, { error: "sign_in_refused", message: "No." });
  open();
  await fillIn("asha", "kites");
  expect(screen.getByRole("alert").textContent).toBe("Wrong e-mail or password.");
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: "kite" } });
  expect(screen.queryByText("Wrong e-mail or password.")).toBeNull();
});

test("a throttled user sees the time left", async () => {
  respondToSignIn = () => json(429, { message: "Too many passwords." }, { "Retry-After": "61" });
  open();
  await screen.findByRole("heading", { name: "Sign in" });
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  await fillIn("asha", "kites");
  expect(screen.getByRole("alert").textContent).toBe("Too many attempts. Try again in 2 minutes.");
  const timer = () => screen.queryByRole("timer")?.textContent;
  expect(timer()).toBe("1:01 left");
  act(() => vi.advanceTimersByTime(2000));
  expect(timer()).toBe("0:59 left");
  act(() => vi.advanceTimersByTime(60_000));
  expect(timer()).toBe("You can try again now.");
  fireEvent.change(screen.getByLabelText("E-mail or user name"), { target: { value: "ravi" } });
  expect(screen.queryByRole("timer")).toBeNull();
});

async function endTheSession() {
  user = null;
  await act(() => queryClient.invalidateQueries());
  await screen.findByRole("heading", { name: "Sign in again" });
}

test("an ended session keeps the form's contents", async () => {
  user = VIEWER;
  open();
  fireEvent.change(await screen.findByLabelText("Amount"), { target: { value: "1,250" } });
  await act(() => queryClient.refetchQueries());
  await endTheSession();
  expect(screen.getByLabelText<HTMLInputElement>("E-mail or user name").value).toBe(VIEWER.name);
  await fillIn(VIEWER.name, "kites");
  expect(screen.queryByRole("heading", { name: "Sign in again" })).toBeNull();
  expect(screen.getByLabelText<HTMLInputElement>("Amount").value).toBe("1,250");
  expect(reload).not.toHaveBeenCalled();
});

test("another user reloads the page", async () => {
  user = VIEWER;
  open();
  await act(() => queryClient.refetchQueries());
  await endTheSession();
  respondToSignIn = () => json(200, { person: OTHER });
  await fillIn(OTHER.name, "kites");
  expect(reload).toHaveBeenCalledTimes(1);
});

test("a sign-in in another tab opens this one", async () => {
  open();
  await screen.findByRole("heading", { name: "Sign in" });
  user = VIEWER;
  await act(async () => void document.dispatchEvent(new Event("visibilitychange")));
  expect(await screen.findByLabelText("Amount")).toBeTruthy();
});

function codeIsDue() {
  respondToSignIn = () => {
    step = "code";
    return json(200, { person: null, step });
  };
}

async function sendCode(label: string, code: string) {
  fireEvent.change(await screen.findByLabelText(label), { target: { value: code } });
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Sign in" })));
}

test("after the password the app's code is asked for", async () => {
  codeIsDue();
  open();
  await fillIn("asha", "kites");
  expect(screen.getByRole("heading", { name: "Enter your code" })).toBeTruthy();
  const field = screen.getByLabelText<HTMLInputElement>("Code");
  expect([field.autocomplete, field.inputMode]).toEqual(["one-time-code", "numeric"]);
  await sendCode("Code", "123456");
  expect(fetch.mock.calls.map(([, init]) => init?.body)).toContain('{"code":"123456"}');
  expect(await screen.findByLabelText("Amount")).toBeTruthy();
});

test("a wrong code is told, and a recovery code may stand in for it", async () => {
  codeIsDue();
  const accept = respondToCode;
  respondToCode = () => json(403, { error: "code_refused", message: "Wrong code." });
  open();
  await fillIn("asha", "kites");
  await sendCode("Code", "123456");
  expect(screen.getByRole("alert").textContent).toBe("Wrong code.");
  fireEvent.click(screen.getByRole("button", { name: "Use a recovery code instead" }));
  expect(screen.queryByText("Wrong code.")).toBeNull();
  respondToCode = accept;
  await sendCode("Recovery code", "x7km-2fqd-9wab-hn4c");
  expect(await screen.findByLabelText("Amount")).toBeTruthy();
});

test("a reload finds the step that is due", async () => {
  step = "code";
  open();
  expect(await screen.findByRole("heading", { name: "Enter your code" })).toBeTruthy();
});

test("whose password was too long ago enters it again", async () => {
  codeIsDue();
  respondToCode = () => json(401, { error: "unauthenticated", message: "Sign in first." });
  open();
  await fillIn("asha", "kites");
  await sendCode("Code", "123456");
  expect(screen.getByRole("heading", { name: "Sign in" })).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toMatch(/Enter your password again/);
});

test("starting over gives up the step", async () => {
  codeIsDue();
  open();
  await fillIn("asha", "kites");
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Start over" })));
  expect(screen.getByLabelText("Password")).toBeTruthy();
  expect(fetch.mock.calls.map(([, init]) => init?.method)).toContain("DELETE");
});

test("a late poll does not take the recovery codes away", async () => {
  step = "enrolment";
  open();
  fireEvent.change(await screen.findByLabelText("Code"), { target: { value: "123456" } });
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Turn on" })));
  expect(screen.getByText("x7km-2fqd-9wab-hn4c")).toBeTruthy();
  render(
    <QueryClientProvider client={queryClient}>
      <ViewerName />
    </QueryClientProvider>,
  );
  await act(() => queryClient.refetchQueries());
  expect(await screen.findByText(VIEWER.name)).toBeTruthy();
  expect(screen.getByText("x7km-2fqd-9wab-hn4c")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "I've stored them" }));
  expect(await screen.findByLabelText("Amount")).toBeTruthy();
});
