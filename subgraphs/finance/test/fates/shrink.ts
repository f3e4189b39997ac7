import type { Breach } from './breach.ts'
import type { Deed, Fate } from './fate.ts'
import { live, type Pauses } from './live.ts'
import type { World } from './world.ts'

/** At a time: each is another payer's life. */
const AT_ONCE = 40
const MOST_ROUNDS = 8
/** What needs a race does not happen every time. */
const TRIES = 3

export interface Shrunk {
  fate: Fate
  breaches: Breach[]
}

/** The shortest fate found that still goes wrong; undefined: it does not go wrong again by itself. */
export async function shrink(world: World, fate: Fate, pauses: Pauses): Promise<Shrunk | undefined> {
  let [shortest] = await wrongOnes(world, [fate], pauses)
  for (let round = 0; shortest && round < MOST_ROUNDS; round++) {
    const deeds: Deed[] = shortest.fate.moments.flat()
    const needless = await wrongOnes(world, deeds.map((deed) => without(shortest!.fate, [deed])), pauses)
    if (!needless.length) break
    // What can be left out one by one can mostly be left out together.
    const left = deeds.filter((deed) => needless.some(({ fate: { moments } }) => !moments.flat().includes(deed)))
    const [together] = needless.length > 1 ? await wrongOnes(world, [without(shortest.fate, left)], pauses) : []
    shortest = together ?? needless[0]
  }
  return shortest
}

/** Which of these go wrong, each tried several times. */
async function wrongOnes(world: World, candidates: Fate[], pauses: Pauses): Promise<Shrunk[]> {
  const all = candidates.flatMap((fate) => Array<Fate>(TRIES).fill(fate))
  const wrong = new Map<Fate, Breach[]>()
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE)
    const { breaches } = await live(world, some, await world.people(some.length), pauses)
    for (const breach of breaches) if (breach.payer) wrong.set(breach.payer.fate, [...(wrong.get(breach.payer.fate) ?? []), breach])
  }
  return [...wrong].map(([fate, breaches]) => ({ fate, breaches }))
}

/** A moment that nothing is left of stays where it is in time. */
const without = ({ moments, ...fate }: Fate, deeds: Deed[]): Fate => ({ ...fate, moments: moments.map((moment) => moment.filter((deed) => !deeds.includes(deed))) })
