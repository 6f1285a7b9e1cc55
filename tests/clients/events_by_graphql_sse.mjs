// Prints each event's position, for ever.
import { createClient } from "graphql-sse";

const { API_URL, API_KEY, AFTER } = process.env;
const query = "subscription ($after: String) { events(after: $after) { type position } }";
let after = AFTER;
for (;;) {
  const client = createClient({ url: `${API_URL}/graphql/`, headers: { Authorization: `Bearer ${API_KEY}` }, retryAttempts: 0 });
  try {
    for await (const { data } of client.iterate({ query, variables: { after } })) {
      console.log(data.events.type, data.events.position);
      after = data.events.position;
    }
  } catch {}
  await new Promise((resolve) => setTimeout(resolve, 200));
}
