import { expect, test } from "vitest";
import { addressFault, inFormsWords } from "./address";

test.each([
  "https://shop.example/hooks",
  "HTTPS://shop.example:8443/hooks?of=payouts",
  "https://[2606:4700::1]/",
  "https://xn--bcher-kva.example/%C3%BC",
  "http://127.0.0.1:8300/hooks",
  "http://localhost/hooks",
])("%s may be tried", (address) => expect(addressFault(address)).toBe(""));

test.each([
  ["shop.example/hooks", /must begin with https/],
  ["ftp://shop.example/hooks", /must begin with https/],
  ["http://shop.example/hooks", /must begin with https/],
  ["https://", /such as https/],
  ["https://shop example/", /no spaces/],
  ["https://bücher.example/", /xn--/],
  ["https://me:secret@shop.example/", /user name/],
  ["https://shop.example/#top", /#/],
  ["https://shop.example:22/", /port 443/],
  [`https://shop.example/${"a".repeat(2048)}`, /at most 2,048/],
])("%s is told at the field", (address, fault) => expect(addressFault(address)).toMatch(fault));

test("the server's refusals speak of an address", () => {
  expect(inFormsWords("url leads to an address that is not on the public Internet.")).toBe(
    "The address leads to a host that is not on the public Internet.",
  );
  expect(
    inFormsWords("This merchant has an endpoint with this url and these event_types already."),
  ).toBe("This merchant has an endpoint with this address and these events already.");
  expect(inFormsWords(undefined)).toBeUndefined();
});
