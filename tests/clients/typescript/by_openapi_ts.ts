// A payout's whole conversation in REST, by the code that @hey-api/openapi-ts generates from openapi.json.
import { randomUUID } from 'node:crypto'
import { client } from './payout-client/client.gen'
import { createPayout, listPayouts } from './payout-client/sdk.gen'

const { API_URL, API_KEY, BANK_ACCOUNT = '' } = process.env
client.setConfig({ baseUrl: API_URL ?? '', auth: API_KEY ?? '' })

const pay = (paise: number, key: string) =>
  createPayout({
    body: { amount_paise: paise, bank_account_id: BANK_ACCOUNT },
    headers: { 'Idempotency-Key': key },
  })

const key = randomUUID()
const created = await pay(10_000, key)
const replayed = await pay(10_000, key)
const conflict = await pay(9_999, key)
const refused = await pay(10 ** 9, randomUUID())
for (let n = 0; n < 4; n++) await pay(1, randomUUID())
if (conflict.error?.error !== 'idempotency_conflict') throw new Error('the same key with another amount')
if (refused.error?.error !== 'insufficient_funds') throw new Error('more than there is')

const pages: string[][] = []
for (let offset = 0, count = 1; offset < count; ) {
  const { data } = await listPayouts({ query: { limit: 2, offset }, throwOnError: true })
  pages.push(data.results.map((payout) => payout.id))
  offset += data.results.length
  count = data.count
}
console.log(
  JSON.stringify({
    statuses: [created, replayed, refused, conflict].map(({ response }) => response?.status),
    available: refused.error.available_paise,
    first: created.data?.id,
    pages,
  }),
)
