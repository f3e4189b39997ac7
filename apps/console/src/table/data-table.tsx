'use client'

import { useState, type ReactNode } from 'react'
import { Button, Table, Tooltip, type TableColumnType } from 'antd'
import { RefreshIcon } from '@hospital/web/parts/icons'
import { RowSkeletons } from '@hospital/web/parts/skeleton'
import { Empty, ErrorState } from '@hospital/web/parts/states'
import { BulkBar, type BulkAct } from './bulk'
import { ColumnChoice, useHiddenColumns } from './column-choice'
import { ExportButton } from './export-button'
import { FilterBar } from './filter-bar'
import type { Filter, FilterValues } from './filters'
import { Pager } from './pager'
import { RowDrawer, type RowView } from './row-drawer'
import styles from './table.module.css'
import { useList, type List, type ListSource } from './use-list'

export interface Column<Row> {
  key: string
  title: string
  render(row: Row): ReactNode
  width?: number
  /** Numbers stand right, aligned by their digits. */
  align?: 'right'
  /** Cannot be hidden: what the row is known by. */
  fixed?: boolean
}

export interface DataTableProps<Data, Variables extends object, Row extends { id: string }> {
  /** Names the list on this device (its hidden columns). */
  name: string
  /** What one row is called: 科室, 订单. */
  noun: string
  source: ListSource<Data, Variables, Row>
  columns: readonly Column<Row>[]
  filters?: readonly Filter[]
  /** What a row shows when it is opened, by a click on its first column. */
  drawer?(id: string, row: Row | undefined, list: ListActs): RowView
  /** Left of the tools above the table. */
  toolbar?: ReactNode | ((list: ListActs) => ReactNode)
  /** Acts on selected rows; without any, rows are not selected. */
  bulk?: readonly BulkAct[]
  /** How the graph knows the list when it leaves as a workbook, and what the filters are called there. */
  exports?: { list: string; filter(values: FilterValues): object; /** Columns of the workbook that the table has not. */ more?: readonly string[] }
  /** Rows below the row that they hang on, each with its `children`. */
  nest?(rows: Row[]): Row[]
  /** The first thing to do where there is nothing at all yet. */
  firstStep?: ReactNode
  /** What will stand here, and where it comes from: said while there is nothing. */
  origin?: string
}

/** What the parts around a list may do to it. */
export interface ListActs {
  reload(): void
  /** Closes the row that is open. */
  close(): void
}

/**
 * A list of the console: filters kept in the address, pages by cursor, columns to choose, a drawer for a row,
 * and the three states that every list has.
 */
export function DataTable<Data, Variables extends object, Row extends { id: string }>(props: DataTableProps<Data, Variables, Row>) {
  const { name, noun, source, columns, filters = [], drawer, toolbar, bulk = [], exports } = props
  const list = useList(source)
  const [hidden, setHidden] = useHiddenColumns(name)
  const { address, connection, go } = list
  const [selected, setSelected] = useState<readonly string[]>([])
  const acts: ListActs = { reload: list.reload, close: () => go({ row: null }) }
  const apply = (values: FilterValues) => {
    setSelected([])
    go({ filters: values, after: null, page: 1, row: null })
  }
  const changed = () => {
    setSelected([])
    list.reload()
  }
  return (
    <>
      {filters.length > 0 && <FilterBar filters={filters} values={address.filters} onApply={apply} />}
      <section className={styles.sheet} aria-label={`${noun}列表`} aria-busy={list.loading}>
        <div className={styles.toolbar}>
          {typeof toolbar === 'function' ? toolbar(acts) : toolbar}
          <span className={styles.tools}>
            <Tooltip title="刷新">
              <button type="button" className={styles.tool} aria-label="刷新" onClick={list.reload}>
                <RefreshIcon size={18} />
              </button>
            </Tooltip>
            {exports && <ExportButton noun={noun} ask={{ list: exports.list, filter: exports.filter(address.filters), columns: [...columns.filter(({ key }) => !hidden.has(key)).map(({ key }) => key), ...(exports.more ?? [])] }} />}
            <ColumnChoice columns={columns} hidden={hidden} onChange={setHidden} />
          </span>
        </div>
        {bulk.length > 0 && <BulkBar noun={noun} acts={bulk} selected={selected} onClear={() => setSelected([])} onChanged={changed} />}
        <Rows {...props} list={list} hidden={hidden} selected={selected} onSelect={setSelected} />
        {connection && <Pager connection={connection} address={address} onGo={go} />}
      </section>
      {drawer && address.row && (
        <RowDrawer
          view={drawer(
            address.row,
            connection?.nodes.find(({ id }) => id === address.row),
            acts,
          )}
          onClose={() => {
            go({ row: null })
            list.reload()
          }}
        />
      )}
    </>
  )
}

interface RowsProps<Data, Variables extends object, Row extends { id: string }> extends DataTableProps<Data, Variables, Row> {
  list: List<Row>
  hidden: ReadonlySet<string>
  selected: readonly string[]
  onSelect(ids: string[]): void
}

function Rows<Data, Variables extends object, Row extends { id: string }>({ noun, columns, drawer, firstStep, origin, bulk = [], nest, list, hidden, selected, onSelect }: RowsProps<Data, Variables, Row>) {
  const { connection, problem, loading, address, go } = list
  if (problem && !connection) {
    return <ErrorState problem={problem} title={`${noun}没有加载出来`} ways={<Button type="primary" onClick={list.reload}>重试</Button>} />
  }
  if (!connection) return <RowSkeletons count={10} />
  if (connection.nodes.length === 0) return <Nothing noun={noun} list={list} firstStep={firstStep} origin={origin} />
  const shown = columns.filter(({ key }) => !hidden.has(key))
  return (
    <div className={styles.rows} data-stale={loading || undefined} tabIndex={0} role="region" aria-label={`${noun}列表内容`}>
      <Table<Row>
        rowKey="id"
        dataSource={nest ? nest(connection.nodes) : connection.nodes}
        expandable={nest && { defaultExpandAllRows: true }}
        rowSelection={bulk.length ? { selectedRowKeys: [...selected], onChange: (keys) => onSelect(keys as string[]), preserveSelectedRowKeys: true, getCheckboxProps: ({ id }) => ({ 'aria-label': `选择 ${id.slice(-6)}` }) as object } : undefined}
        columns={shown.map((column, index) => antdColumn(column, drawer && index === 0 ? (row) => go({ row: row.id }) : undefined))}
        pagination={false}
        scroll={{ x: 'max-content' }}
        sticky
        onRow={(row) => ({ 'aria-current': row.id === address.row || undefined })}
      />
    </div>
  )
}

function antdColumn<Row>({ key, title, render, width, align }: Column<Row>, open?: (row: Row) => void): TableColumnType<Row> {
  const cell = (_: unknown, row: Row) =>
    open ? (
      <button type="button" className={styles.link} onClick={() => open(row)}>
        {render(row)}
      </button>
    ) : (
      render(row)
    )
  return { key, title, width, align, ellipsis: width !== undefined, render: cell }
}

function Nothing<Row>({ noun, list, firstStep, origin }: { noun: string; list: List<Row>; firstStep?: ReactNode; origin?: string }) {
  const count = Object.keys(list.address.filters).length
  if (count === 0) return <Empty title={`还没有${noun}`} ways={firstStep}>{origin}</Empty>
  const clear = (
    <Button type="primary" onClick={() => list.go({ filters: {}, after: null, page: 1, row: null })}>
      清除筛选
    </Button>
  )
  return (
    <Empty title={`没有符合条件的${noun}`} ways={clear}>
      当前有 {count} 个筛选条件。
    </Empty>
  )
}
