import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { BreakingName } from "./BreakingName";

afterEach(cleanup);

test.each([
  ["asha@acme-exports.in", "asha|@acme-|exports.|in"],
  ["first.last@kaveri.example", "first.|last|@kaveri.|example"],
  ["boss", "boss"],
])("%s may break where %s has a bar, and reads the same", (text, broken) => {
  const { container } = render(<BreakingName text={text} />);
  expect(container.innerHTML.replaceAll("<wbr>", "|")).toBe(broken);
  expect(container.textContent).toBe(text);
});
