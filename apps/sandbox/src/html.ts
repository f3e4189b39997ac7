const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character]!)

export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | Part[]

const print = (part: Part): string => (part instanceof Markup ? part.text : Array.isArray(part) ? part.map(print).join('') : escapeHtml(String(part)))

/** Everything put into the template is escaped, but for what is markup already. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]) => new Markup(strings.reduce((text, string, at) => text + print(parts[at - 1] ?? '') + string))

export const yuan = (fen: number) => (fen / 100).toFixed(2)
