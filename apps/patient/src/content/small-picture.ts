import { gatewayUrl } from '@hospital/web/environment'

/** A picture so small that asking for it costs a phone more than the picture. */
const SMALL_BYTES = 4_096
const KEPT_MOST = 100

/** What stands under an address never changes. Null: too large to stand in a page. */
const kept = new Map<string, Promise<string | null>>()

/** The picture itself as an address (`data:`), where it is small. `path` as of `app/pictures`. Where it cannot be had, the phone asks for it as for any other. */
export function smallPicture(path: string): Promise<string | null> {
  const known = kept.get(path)
  if (known) return known
  const asked = fetchSmall(path)
  if (kept.size >= KEPT_MOST) kept.delete(kept.keys().next().value!)
  kept.set(path, asked)
  asked.catch(() => kept.delete(path))
  return asked.catch(() => null)
}

async function fetchSmall(path: string): Promise<string | null> {
  const answer = await fetch(gatewayUrl() + path, { cache: 'no-store', signal: AbortSignal.timeout(1_000) })
  if (!answer.ok) throw new Error(`A picture was not given: ${answer.status}`)
  if (Number(answer.headers.get('content-length') ?? Infinity) > SMALL_BYTES) {
    await answer.body?.cancel()
    return null
  }
  return `data:${answer.headers.get('content-type')};base64,${Buffer.from(await answer.arrayBuffer()).toString('base64')}`
}
