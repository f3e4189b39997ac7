import { expect } from 'vitest'
import type { Transitions } from '@hospital/subgraph/transitions'

/** The status × action table as lines, for a test to spell out, and the statuses that nothing leads to or out of. */
export function readTable<S extends string>(statuses: readonly S[], transitions: Transitions<S>, start: S) {
  const moves = Object.entries(transitions).flatMap(([action, { from, to }]) => from.map((status) => ({ status, action, to })))
  const reached = new Set<S>([start])
  for (let size = 0; size < reached.size;) {
    size = reached.size
    for (const { status, to } of moves) if (reached.has(status)) reached.add(to)
  }
  return {
    moves: moves.map(({ status, action, to }) => `${status} ${action} ${to}`).sort(),
    unreachable: statuses.filter((status) => !reached.has(status)),
    ends: statuses.filter((status) => !moves.some((move) => move.status === status && move.to !== status)),
  }
}

export function expectTable<S extends string>(statuses: readonly S[], transitions: Transitions<S>, start: S, { moves, ends }: { moves: string[]; ends: S[] }): void {
  const table = readTable(statuses, transitions, start)
  expect(table.moves).toEqual([...moves].sort())
  expect(table.unreachable).toEqual([])
  expect(table.ends).toEqual(ends)
}
