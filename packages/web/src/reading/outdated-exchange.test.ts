import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { cacheExchange, Client, fetchExchange, gql } from '@urql/core'
import { outdatedExchange } from './outdated-exchange.ts'

const list = gql`query List { value }`
const change = gql`mutation Change { value }`
let asked: ServerResponse[] = []
let client: Client

/** Reads wait until the test answers them; a change is answered at once. */
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (part) => (body += part))
  request.on('end', () => (body.includes('mutation') ? answer(response, 'changed') : asked.push(response)))
})
const answer = (response: ServerResponse, value: string) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { value } }))

beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
  client = new Client({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, preferGetMethod: false, exchanges: [cacheExchange, outdatedExchange, fetchExchange] })
})

it('asks again what was under way while a mutation was answered', async () => {
  const read = client.query(list, {}).toPromise()
  await expect.poll(() => asked.length).toBe(1)
  await client.mutation(change, {}).toPromise()
  answer(asked[0]!, 'before')
  await expect.poll(() => asked.length).toBe(2)
  answer(asked[1]!, 'after')
  expect((await read).data).toEqual({ value: 'after' })
})

it('leaves alone what was asked after it', async () => {
  await client.mutation(change, {}).toPromise()
  const read = client.query(list, {}).toPromise()
  await expect.poll(() => asked.length).toBe(1)
  answer(asked[0]!, 'after')
  expect((await read).data).toEqual({ value: 'after' })
  expect(asked.length).toBe(1)
})
