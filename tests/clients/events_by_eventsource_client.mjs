// Prints each event's position, for ever.
import { createEventSource } from "eventsource-client";

const { API_URL, API_KEY, AFTER } = process.env;
createEventSource({
  url: `${API_URL}/api/v1/events/?after=${AFTER}`,
  headers: { Authorization: `Bearer ${API_KEY}` },
  onMessage: ({ event, data }) => event !== "ERROR" && console.log(event, JSON.parse(data).position),
});
