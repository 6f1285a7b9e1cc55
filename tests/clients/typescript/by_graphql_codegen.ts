// A payout's whole conversation in GraphQL, by the documents that graphql-codegen types from schema.graphql.
import { randomUUID } from 'node:crypto'
import type { TypedDocumentString } from './payout-graphql/graphql'
import { CreatePayoutDocument, ListPayoutsDocument } from './payout-graphql/graphql'

const { API_URL, API_KEY, BANK_ACCOUNT = '' } = process.env

async function execute<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(`${API_URL}/graphql/`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/graphql-response+json',
      Authorization: `Bearer ${API_KEY}`,
    },
    body: JSON.stringify({ query: document.toString(), variables }),
  })
  const { data, errors } = (await response.json()) as { data?: Result; errors?: { message: string }[] }
  if (errors || !data) throw new Error(errors?.[0]?.message)
  return data
}

const pay = async (amountPaise: number, idempotencyKey: string) =>
  (await execute(CreatePayoutDocument, { input: { bankAccountId: BANK_ACCOUNT, amountPaise, idempotencyKey } }))
    .createPayout

const key = randomUUID()
const created = await pay(10_000, key)
const replayed = await pay(10_000, key)
const conflict = await pay(9_999, key)
const refused = await pay(10 ** 9, randomUUID())
for (let n = 0; n < 4; n++) await pay(1, randomUUID())
if (created.__typename !== 'CreatePayoutSuccess' || created.replayed) throw new Error('not created')
if (replayed.__typename !== 'CreatePayoutSuccess' || !replayed.replayed) throw new Error('not replayed')
if (conflict.__typename !== 'IdempotencyConflict') throw new Error('the same key with another amount')
if (refused.__typename !== 'InsufficientFunds') throw new Error('more than there is')
const amount: number = created.payout.amountPaise // not unknown: the scalars are mapped
const when: string = created.payout.createdAt
if (amount !== 10_000 || Number.isNaN(Date.parse(when))) throw new Error('not the payout')

const pages: string[][] = []
let after: string | null | undefined
do {
  const { payouts } = await execute(ListPayoutsDocument, { first: 2, after })
  pages.push(payouts.edges.map(({ node }) => node.id))
  after = payouts.pageInfo.hasNextPage ? payouts.pageInfo.endCursor : undefined
} while (after)
console.log(
  JSON.stringify({
    statuses: [201, 200, 402, 409], // GraphQL has types in their place, which are checked above
    available: refused.availablePaise,
    first: created.payout.id,
    pages,
  }),
)
