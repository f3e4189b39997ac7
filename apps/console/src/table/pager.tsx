'use client'

import { useRef } from 'react'
import { Button } from 'antd'
import { ChevronLeftIcon, ChevronRightIcon } from '@hospital/web/parts/icons'
import type { ListAddress } from './address'
import styles from './table.module.css'
import { pageSize, type Connection } from './use-list'

interface PagerProps {
  connection: Connection<unknown>
  address: ListAddress
  onGo(change: Partial<ListAddress>): void
}

/** Forward by cursor; back by the cursors passed on the way here, or to the first page for someone who came by a link. */
export function Pager({ connection, address, onGo }: PagerProps) {
  const passed = useRef(new Map<number, string>())
  const { page, after } = address
  if (after) passed.current.set(page, after)
  const { hasNextPage, endCursor } = connection.pageInfo
  const back = () => {
    const cursor = page > 2 ? passed.current.get(page - 1) : undefined
    onGo(cursor ? { page: page - 1, after: cursor, row: null } : { page: 1, after: null, row: null })
  }
  return (
    <nav className={styles.pager} aria-label="翻页">
      {connection.totalCount !== undefined && <span>共 {connection.totalCount.toLocaleString('zh-CN')} 条</span>}
      <span className={styles.pagerSteps}>
        <Button size="small" disabled={page === 1} onClick={back} aria-label="上一页" icon={<ChevronLeftIcon size={16} />} />
        <span>
          第 {page} 页{connection.totalCount !== undefined && `，共 ${Math.max(1, Math.ceil(connection.totalCount / pageSize))} 页`}
        </span>
        <Button
          size="small"
          disabled={!hasNextPage || !endCursor}
          onClick={() => onGo({ page: page + 1, after: endCursor ?? null, row: null })}
          aria-label="下一页"
          icon={<ChevronRightIcon size={16} />}
        />
      </span>
    </nav>
  )
}
