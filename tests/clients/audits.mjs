// graphql-http's audits of GraphQL over HTTP, on the server at API_URL. Prints their results as JSON.
import { serverAudits } from 'graphql-http'

const results = []
for (const audit of serverAudits({ url: `${process.env.API_URL}/graphql/`, fetchFn: fetch })) {
  const { status, reason } = await audit.fn()
  results.push({ id: audit.id, name: audit.name, status, reason })
}
console.log(JSON.stringify(results))
