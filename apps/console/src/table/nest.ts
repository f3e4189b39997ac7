/** Rows below the row that they hang on; one whose parent is not among them stands at the top. */
export function nestRows<Row extends { id: string }>(rows: readonly Row[], parentOf: (row: Row) => string | undefined): Row[] {
  const known = new Set(rows.map(({ id }) => id))
  const children = Map.groupBy(rows, (row) => parentOf(row) ?? '')
  const below = (row: Row): Row => {
    const own = children.get(row.id)
    return own ? { ...row, children: own.map(below) } : row
  }
  return rows.filter((row) => !known.has(parentOf(row) ?? '')).map(below)
}
