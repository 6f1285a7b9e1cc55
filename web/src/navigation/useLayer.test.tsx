import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { go, useLocation } from "./navigation";
import { useLayer } from "./useLayer";

const backs: string[] = [];
afterEach(async () => {
  cleanup();
  backs.length = 0;
  await waitFor(() => expect(history.state?.layers ?? 0).toBe(0));
});

/** A dialog's layer, which closes at Back unless it `stays`: something was typed into it. */
function Layer({
  name,
  isOpen,
  stays = false,
}: {
  name: string;
  isOpen: boolean;
  stays?: boolean;
}) {
  useLayer(
    isOpen,
    () => {
      backs.push(name);
      if (!stays) open(names().filter((it) => it !== name));
    },
    () => stays,
  );
  return isOpen ? <p>{name}</p> : null;
}

let rerender: ReturnType<typeof render>["rerender"];
const names = () => screen.queryAllByText(/layer$/).map((it) => it.textContent ?? "");
const page = (shown: string[], stays: string[] = []) => (
  <>
    <Where />
    {["first layer", "second layer"].map((name) => (
      <Layer key={name} name={name} isOpen={shown.includes(name)} stays={stays.includes(name)} />
    ))}
  </>
);
function Where() {
  return <output>{useLocation().dialog}</output>;
}
function open(shown: string[], stays: string[] = []) {
  act(() => rerender(page(shown, stays)));
}

async function start() {
  act(() => go({ view: "merchant", dialog: null }));
  act(() => go({ dialog: "edit-merchant" }));
  ({ rerender } = render(page([])));
}
const depth = () => history.state?.layers ?? 0;
const atDepth = (expected: number) => waitFor(() => expect(depth()).toBe(expected));

/** The browser's button, and the time that it takes. */
async function back() {
  const arrived = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
  history.back();
  await act(async () => void (await arrived));
}

test("Back leads out of one layer after the other, and then out of the dialog", async () => {
  await start();
  open(["first layer"]);
  await atDepth(1);
  open(["first layer", "second layer"]);
  await atDepth(2);
  await back();
  expect([names(), backs]).toEqual([["first layer"], ["second layer"]]);
  await back();
  expect([names(), backs]).toEqual([[], ["second layer", "first layer"]]);
  expect(screen.getByRole("status").textContent).toBe("edit-merchant");
  await back();
  expect(screen.getByRole("status").textContent).toBe("");
});

test("a layer that stays open takes the next Back too", async () => {
  await start();
  open(["first layer"], ["first layer"]);
  await atDepth(1);
  for (const times of [1, 2, 3]) {
    await back();
    expect(backs).toHaveLength(times);
    await atDepth(1);
  }
  expect(names()).toEqual(["first layer"]);
  open([]);
});

test("a layer that stays open adds no entry, which a browser would pass by", async () => {
  await start();
  open(["first layer"], ["first layer"]);
  await atDepth(1);
  const before = [history.length, history.state];
  await back();
  await atDepth(1);
  expect([history.length, history.state]).toEqual(before);
  open([]);
});

test.each([-2, -3])("a Back by several entries (%i) comes back to what was typed", async (by) => {
  await start();
  open(["first layer"], ["first layer"]);
  await atDepth(1);
  const { state } = history;
  const address = location.href;
  const shown: (string | null)[] = [];
  const seen = new MutationObserver(() => shown.push(screen.getByRole("status").textContent));
  seen.observe(screen.getByRole("status"), { childList: true, characterData: true, subtree: true });
  history.go(by);
  await waitFor(() => expect(backs).toEqual(["first layer"]));
  expect([location.href, history.state]).toEqual([address, state]);
  await act(async () => undefined);
  expect([names(), shown]).toEqual([["first layer"], []]);
  seen.disconnect();

  open([]);
  await atDepth(0);
  await back();
  expect([screen.getByRole("status").textContent, backs]).toEqual(["", ["first layer"]]);
});

test("a layer that closes by itself leaves no entry, and one that takes its place uses it", async () => {
  await start();
  const before = history.length;
  open(["first layer"]);
  await atDepth(1);
  open(["second layer"]);
  await atDepth(1);
  expect(history.length).toBe(before + 1);
  open([]);
  await atDepth(0);
  expect(backs).toEqual([]);
  await back();
  expect(screen.getByRole("status").textContent).toBe("");
});

test("closing the dialog from within leaves the page before it below", async () => {
  await start();
  open(["first layer", "second layer"]);
  await atDepth(2);
  act(() => go({ dialog: null }, { replace: true }));
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe(""));
  open([]);
  act(() => go({ view: "payouts" }));
  await waitFor(() => expect(location.pathname).toBe("/payouts"));
  await back();
  expect([location.pathname, backs]).toEqual(["/merchant", []]);
});

test("Forward finds no layer that was left", async () => {
  await start();
  open(["first layer"]);
  await atDepth(1);
  await back();
  history.forward();
  await waitFor(() => expect(depth()).toBe(1));
  await atDepth(0);
  expect(names()).toEqual([]);
});
