import { median, spread } from './statistics.ts'

/** What one round gave, by name: `rate` per second, `cpu` in milliseconds for each, … */
export type Figures = Record<string, number>
export type Side = () => Promise<Figures>

export interface Compared {
  ours: Figures
  theirs: Figures
  /** Ours through theirs, the median over pairs of rounds that ran beside each other. */
  ratios: Figures
  /** How far the ratios of the rounds lay apart, as a part of the median. */
  spreads: Figures
  rounds: number
}

/** Runs A B B A A B B A …: whatever drifts on the machine meets both alike. */
export async function alternate(ours: Side, theirs: Side, rounds: number): Promise<Compared> {
  const a: Figures[] = []
  const b: Figures[] = []
  for (let round = 0; round < rounds; round++) {
    const order: [Side, Figures[]][] = [[ours, a], [theirs, b]]
    for (const [side, kept] of round % 2 ? order.reverse() : order) kept.push(await side())
  }
  const pairs = a.map((one, round) => Object.fromEntries(Object.keys(one).map((name) => [name, one[name]! / b[round]![name]!])))
  return { ours: merge(a, median), theirs: merge(b, median), ratios: merge(pairs, median), spreads: merge(pairs, spread), rounds }
}

function merge(rounds: readonly Figures[], into: (values: number[]) => number): Figures {
  return Object.fromEntries(Object.keys(rounds[0] ?? {}).map((name) => [name, into(rounds.map((round) => round[name]!))]))
}
