let table: Map<string, number> | undefined

/** Every character of two bytes, read off the decoder that the platform has. */
function characters(): Map<string, number> {
  if (table) return table
  const gbk = new TextDecoder('gbk')
  table = new Map()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const character = gbk.decode(Uint8Array.of(high, low))
      if (character.length === 1 && character !== '\uFFFD' && !table.has(character)) table.set(character, (high << 8) | low)
    }
  }
  return table
}

/** Text in the encoding of Chinese bank files; what it does not have becomes a question mark. */
export function gbkOf(text: string): Buffer {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.charCodeAt(0)
    const pair = code < 0x80 ? undefined : characters().get(character)
    if (code < 0x80) bytes.push(code)
    else if (pair) bytes.push(pair >> 8, pair & 0xff)
    else bytes.push(0x3f)
  }
  return Buffer.from(bytes)
}
