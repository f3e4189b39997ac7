/** How many of each are there: sockets of an address, of a session. */
export interface Occupancy {
  /** False where there are `most` already; otherwise counted until `leave`. */
  enter(key: string): boolean
  leave(key: string): void
}

export function openOccupancy(most: number): Occupancy {
  const present = new Map<string, number>()
  return {
    enter(key) {
      const count = present.get(key) ?? 0
      if (count >= most) return false
      present.set(key, count + 1)
      return true
    },
    leave(key) {
      const count = present.get(key) ?? 0
      if (count > 1) present.set(key, count - 1)
      else present.delete(key)
    },
  }
}
