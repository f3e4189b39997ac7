import { newId } from '@hospital/database/identifier'
import type { World } from './world.ts'

/** What another subgraph tells, as often as it is delivered, at the same moment. */
export async function deliver(world: World, event: 'order.due' | 'subject.withdrawn' | 'subject.delivered', data: object, times = 1): Promise<void> {
  const delivery = { id: newId(), event, data }
  await Promise.all(Array.from({ length: times }, () => world.subgraph.jobs[`finance.on.${event}`]!(delivery)))
}
