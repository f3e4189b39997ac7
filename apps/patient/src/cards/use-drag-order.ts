'use client'

import { useRef, useState, type PointerEvent as ReactPointerEvent } from 'react'

interface Drag {
  id: string
  order: string[]
}

/** Rows are dragged by their handles; the order that they have when let go is told once. `rows` goes to the list, `begin` to each handle. */
export function useDragOrder(ids: readonly string[], onDrop: (order: string[]) => void) {
  const rows = useRef<HTMLOListElement>(null)
  const [drag, setDrag] = useState<Drag>()

  function rowUnder(y: number): number {
    const boxes = Array.from(rows.current?.children ?? [], (row) => row.getBoundingClientRect())
    const at = boxes.findIndex(({ bottom }) => y < bottom)
    return at < 0 ? boxes.length - 1 : at
  }
  // Listened for on the window: a row that changes its place in the document loses what it has captured.
  const begin = (id: string) => ({ pointerId }: ReactPointerEvent) => {
    let order = [...ids]
    setDrag({ id, order })
    const move = (event: PointerEvent) => {
      const [from, to] = [order.indexOf(id), rowUnder(event.clientY)]
      if (event.pointerId !== pointerId || from === to) return
      order = order.toSpliced(from, 1).toSpliced(to, 0, id)
      setDrag({ id, order })
    }
    const end = (event: PointerEvent) => {
      if (event.pointerId !== pointerId) return
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', end)
      window.removeEventListener('pointercancel', end)
      setDrag(undefined)
      if (event.type === 'pointerup' && order.some((one, at) => one !== ids[at])) onDrop(order)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end)
    window.addEventListener('pointercancel', end)
  }
  return { rows, begin, order: drag?.order ?? ids, dragged: drag?.id }
}
