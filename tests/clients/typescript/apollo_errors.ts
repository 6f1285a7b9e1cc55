// What Apollo makes of a refused document, and of a replay: see "Apollo Client" in docs/clients.md.
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client'

const { API_URL, API_KEY, BANK_ACCOUNT } = process.env
const client = new ApolloClient({
  link: new HttpLink({ uri: `${API_URL}/graphql/`, headers: { Authorization: `Bearer ${API_KEY}` } }),
  cache: new InMemoryCache(),
})

const pay = (input: Record<string, unknown>) =>
  client.mutate<{ createPayout: { payout: { id: string } } }>({
    mutation: gql`
      mutation Pay($input: CreatePayoutInput!) {
        createPayout(input: $input) {
          ... on CreatePayoutSuccess { payout { id status } }
        }
      }
    `,
    variables: { input: { bankAccountId: BANK_ACCOUNT, ...input } },
    fetchPolicy: 'no-cache',
  })

const key = crypto.randomUUID()
let refused: unknown
try {
  await pay({ amountPaise: 2 ** 53, idempotencyKey: key })
} catch (error) {
  refused = error
}
if (!CombinedGraphQLErrors.is(refused)) throw refused

// A payout is completed in the cache; its replay says PENDING, and must not overwrite that.
const { data } = await pay({ amountPaise: 1, idempotencyKey: key })
const fragment = gql`fragment Status on Payout { id status }`
const payout = { __typename: 'Payout', id: data?.createPayout.payout.id, status: 'COMPLETED' }
client.cache.writeFragment({ fragment, data: payout })
await pay({ amountPaise: 1, idempotencyKey: key })
const cached = client.cache.readFragment<{ status: string }>({ fragment, id: client.cache.identify(payout) })

console.log(
  JSON.stringify({
    name: refused.name,
    code: refused.errors[0]?.extensions?.code,
    says: refused.message.includes('Paise is a whole number'),
    cached: cached?.status,
  }),
)
