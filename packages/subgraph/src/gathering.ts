import type { Context } from './context.ts'

export interface GatheringOptions {
  /** Of one go. */
  most: number
  /** Goes at the same time. */
  atOnce?: number
}

interface Waiting<C, Item, Result> {
  ctx: C
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

/**
 * Does in one go what comes while another is under way (group commit): the fuller the house, the fewer statements each costs. A go begins after
 * everything in it was asked, so no answer is older than its question. `work` runs with the first asker's context, outside of transactions,
 * and answers in the order of the items; an Error among them is the one asker's alone.
 */
export function gathering<C extends Context, Item, Result>(
  work: (ctx: C, items: readonly Item[]) => Promise<readonly (Result | Error)[]>, { most, atOnce = 1 }: GatheringOptions,
): (ctx: C, item: Item) => Promise<Result> {
  const houses = new WeakMap<object, { waiting: Waiting<C, Item, Result>[]; running: number }>()

  async function go(house: { waiting: Waiting<C, Item, Result>[]; running: number }): Promise<void> {
    while (house.waiting.length) await settle(house.waiting.splice(0, most))
    house.running--
  }

  async function settle(some: readonly Waiting<C, Item, Result>[]): Promise<void> {
    try {
      const results = await work(some[0]!.ctx, some.map(({ item }) => item))
      for (const [i, { resolve, reject }] of some.entries()) {
        const result = results[i]
        if (result instanceof Error) reject(result)
        else resolve(result as Result)
      }
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }

  return (ctx, item) => new Promise((resolve, reject) => {
    // each opened subgraph has one drain
    const house = houses.get(ctx.drain) ?? { waiting: [], running: 0 }
    houses.set(ctx.drain, house)
    house.waiting.push({ ctx, item, resolve, reject })
    if (house.running >= atOnce) return
    house.running++
    // requests that arrived in this turn of the loop go together
    setImmediate(() => void go(house))
  })
}
