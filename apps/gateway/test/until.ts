/** The value of a condition once it has one; what it last threw, or that it never held, after `patienceMs`. */
export async function until<T>(condition: () => Promise<T | undefined | null | false> | T | undefined | null | false, patienceMs = 10_000): Promise<T> {
  const end = Date.now() + patienceMs
  for (let last: unknown; ; await new Promise((resolve) => setTimeout(resolve, 25))) {
    try {
      const value = await condition()
      if (value) return value
      last = undefined
    } catch (error) {
      last = error
    }
    if (Date.now() > end) throw last ?? new Error(`Not so within ${patienceMs} ms: ${condition}`)
  }
}
