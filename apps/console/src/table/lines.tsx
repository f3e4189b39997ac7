import type { ReactNode } from 'react'
import styles from './table.module.css'

interface LinesProps<Row> {
  title: string
  rows: readonly Row[]
  columns: readonly (readonly [string, (row: Row) => ReactNode])[]
}

/** The few rows that belong to one record, inside its drawer. Nothing where there are none. */
export function Lines<Row extends { id: string }>({ title, rows, columns }: LinesProps<Row>) {
  if (rows.length === 0) return null
  return (
    <section className={styles.lines} tabIndex={0} role="region" aria-label={title}>
      <h2>{title}</h2>
      <table>
        <thead>
          <tr>
            {columns.map(([name]) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(([name, render]) => (
                <td key={name}>{render(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
