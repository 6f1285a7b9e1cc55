// Tells each event's position, for ever.
import { fetchEventSource } from "@microsoft/fetch-event-source";

export const listen = ({ address, key }, told) =>
  void fetchEventSource(address, {
    headers: { Authorization: `Bearer ${key}` },
    onmessage: ({ event, data }) => event !== "ERROR" && told(event, data),
    onclose() {
      throw new Error("again"); // the server's end is no end
    },
    onerror: () => 200,
  });
