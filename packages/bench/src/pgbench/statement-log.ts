/** A statement as PostgreSQL logged it, with the values that it was given. */
export interface LoggedStatement {
  text: string
  values: (string | null)[]
}

/** `2026-11-22 23:00:00.000 UTC [123] LOG:  …`, with what belongs to it on the lines behind. */
const ENTRY = /^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[(\d+)\] (\w+): {2}/

/** The transactions in a log of `log_min_duration_statement = 0`, from `begin` to `commit`, each by one process. */
export function readTransactions(log: string): LoggedStatement[][] {
  const open = new Map<string, LoggedStatement[]>()
  const done: LoggedStatement[][] = []
  /** Of each process, the statement that its last entry was about: a DETAIL belongs to it. */
  const latest = new Map<string, LoggedStatement | undefined>()
  for (const { pid, kind, text } of readEntries(log)) {
    if (kind === 'DETAIL') {
      const about = latest.get(pid)
      if (about) about.values = readValues(text)
      continue
    }
    latest.delete(pid)
    const current = open.get(pid)
    const statement = /^duration: [\d.]+ ms {2}(?:statement|execute [^:]*): ([\s\S]*)$/.exec(text)?.[1]?.trim()
    if (statement === undefined) continue
    if (/^begin/i.test(statement)) open.set(pid, [])
    else if (/^commit/i.test(statement) && current) {
      done.push(current)
      open.delete(pid)
    } else if (/^rollback/i.test(statement)) open.delete(pid)
    else if (current) {
      const one = { text: statement, values: [] }
      current.push(one)
      latest.set(pid, one)
    }
  }
  return done
}

function readEntries(log: string): { pid: string; kind: string; text: string }[] {
  const entries: { pid: string; kind: string; text: string }[] = []
  for (const line of log.split('\n')) {
    const [head, pid, kind] = ENTRY.exec(line) ?? []
    if (head) entries.push({ pid: pid!, kind: kind!, text: line.slice(head.length) })
    else if (entries.length) entries.at(-1)!.text += `\n${line}`
  }
  return entries
}

function readValues(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)].map(([, whole, quoted]) => (whole === 'NULL' ? null : quoted!.replaceAll("''", "'")))
}
