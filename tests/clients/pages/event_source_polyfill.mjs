// Tells each event's position, for ever.
import { EventSourcePolyfill } from "event-source-polyfill";

export function listen({ address, key, types }, told) {
  const source = new EventSourcePolyfill(address, { headers: { Authorization: `Bearer ${key}` } });
  for (const type of [...types, "message"]) source.addEventListener(type, ({ data }) => told(type, data));
}
