import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { leaveUnasked, useLeaveWarning } from "./useLeaveWarning";

afterEach(cleanup);

function asks() {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
}

test("the browser asks while something would be lost, and not after that", () => {
  const { result, rerender, unmount } = renderHook(({ isOn }) => useLeaveWarning(isOn), {
    initialProps: { isOn: false },
  });
  expect(asks()).toBe(false);
  rerender({ isOn: true });
  expect(asks()).toBe(true);
  rerender({ isOn: false });
  expect(asks()).toBe(false);
  rerender({ isOn: true });
  result.current();
  expect(asks()).toBe(false);
  rerender({ isOn: false });
  rerender({ isOn: true });
  unmount();
  expect(asks()).toBe(false);
});

test("a page that another user takes over goes whatever is on it", () => {
  renderHook(() => useLeaveWarning());
  expect(asks()).toBe(true);
  const leave = vi.fn(() => expect(asks()).toBe(false));
  leaveUnasked(leave);
  expect(leave).toHaveBeenCalledOnce();
});
