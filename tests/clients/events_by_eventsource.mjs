// Prints each event's position, for ever.
import { EventSource } from "eventsource";

const { API_URL, API_KEY, AFTER, TYPES } = process.env;
const source = new EventSource(`${API_URL}/api/v1/events/?after=${AFTER}`, {
  fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${API_KEY}` } }),
});
for (const type of [...TYPES.split(","), "message"])
  source.addEventListener(type, ({ data }) => console.log(type, JSON.parse(data).position));
