const LONG = 2_000

/** What to send for a text: Node would count a long one's bytes first and then encode it; here that is one thing. */
export const bodyOf = (text: string): string | Buffer => (text.length > LONG ? Buffer.from(text) : text)
