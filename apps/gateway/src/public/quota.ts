import { GraphQLError } from 'graphql'
import type { PublicClientViewer } from '@hospital/access/viewer'
import { service } from '@hospital/access/viewer'
import { addDays, hospitalDay, hospitalInstant, type Clock } from '@hospital/database/clock'
import { newId } from '@hospital/database/identifier'
import { Refusal } from '@hospital/subgraph/refusal'
import type { Subgraphs } from '../subgraphs/subgraphs.ts'

export interface Quotas {
  /** Counts a call of today; refuses QUOTA_EXCEEDED (429) once the day's quota is used up. */
  take(client: PublicClientViewer): Promise<void>
}

/** A gateway asks for so many at once, and counts them itself; what it has left when it stops is lost to the client for that day. */
const BLOCK = 50
const RESERVE = 'mutation ($id: ID!, $count: Int!) { reserveApiCalls(clientId: $id, count: $count) }'

interface Block {
  day: string
  left: number
  asking?: Promise<number>
}

export function openQuotas(subgraphs: Pick<Subgraphs, 'execute'>, clock: Clock): Quotas {
  const blocks = new Map<string, Block>()

  async function reserve({ clientId, perDay }: PublicClientViewer): Promise<number> {
    const count = Math.max(1, Math.min(BLOCK, Math.floor(perDay / 20)))
    const facts = { viewer: service('gateway'), requestId: newId(), origin: { ip: null, userAgent: null } }
    const { data, errors } = await subgraphs.execute('platform', { query: RESERVE, variables: { id: clientId, count } }, facts)
    if (errors?.length || !data) throw new Refusal('SERVICE_UNAVAILABLE')
    return Number(data.reserveApiCalls)
  }

  return {
    async take(client) {
      const day = hospitalDay(clock.now())
      let block = blocks.get(client.clientId)
      if (block?.day !== day) blocks.set(client.clientId, block = { day, left: 0 })
      const own = block
      // Many that come at once wait for one reservation, and for the next where that was too small for all of them.
      while (own.left < 1) {
        own.asking ??= reserve(client).then((granted) => {
          own.left += granted
          return granted
        }).finally(() => { delete own.asking })
        if ((await own.asking) < 1) throw exceeded(client, secondsLeft(clock, day))
      }
      own.left--
    },
  }
}

const secondsLeft = (clock: Clock, day: string) => Math.ceil((hospitalInstant(addDays(day, 1)).getTime() - clock.now().getTime()) / 1000)

const exceeded = ({ perDay }: PublicClientViewer, retryAfterSeconds: number) =>
  new GraphQLError('The quota of today is used up.', { extensions: { code: 'QUOTA_EXCEEDED', details: { perDay, retryAfterSeconds }, http: { status: 429 } } })
