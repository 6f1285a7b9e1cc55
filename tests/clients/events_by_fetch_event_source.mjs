// Prints each event's position, for ever.
// The library is written for browsers: a document that is never hidden, and a window's timers, are all that it needs.
globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };
globalThis.window = globalThis;
const { fetchEventSource } = await import("@microsoft/fetch-event-source");

const { API_URL, API_KEY, AFTER } = process.env;
await fetchEventSource(`${API_URL}/api/v1/events/?after=${AFTER}`, {
  headers: { Authorization: `Bearer ${API_KEY}` },
  onmessage: ({ event, data }) => event !== "ERROR" && console.log(event, JSON.parse(data).position),
  onclose() {
    throw new Error("again"); // the server's end is no end
  },
  onerror: () => 200,
});
