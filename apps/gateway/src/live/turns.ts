/** Lets `most` in at a time; the others wait outside, in the order in which they came. */
export type Turns = <T>(act: () => Promise<T>) => Promise<T>

export function openTurns(most: number): Turns {
  const outside: (() => void)[] = []
  let inside = 0
  return async (act) => {
    if (inside < most) inside++
    else await new Promise<void>((letIn) => outside.push(letIn))
    try {
      return await act()
    } finally {
      const next = outside.shift()
      if (next) next()
      else inside--
    }
  }
}
