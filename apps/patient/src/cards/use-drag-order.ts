'use client'

import { useRef, useState, type PointerEvent } from 'react'

interface Drag {
  id: string
  order: string[]
}

/** Rows are dragged by their handles; the order that they have when let go is told once. `rows` is the list's element. */
export function useDragOrder(ids: readonly string[], onDrop: (order: string[]) => void) {
  const rows = useRef<HTMLOListElement>(null)
  const [drag, setDrag] = useState<Drag>()

  function rowUnder(y: number): number {
    const boxes = Array.from(rows.current?.children ?? [], (row) => row.getBoundingClientRect())
    const at = boxes.findIndex(({ bottom }) => y < bottom)
    return at < 0 ? boxes.length - 1 : at
  }
  const handle = (id: string) => ({
    onPointerDown(event: PointerEvent<HTMLElement>) {
      event.currentTarget.setPointerCapture(event.pointerId)
      setDrag({ id, order: [...ids] })
    },
    onPointerMove({ clientY }: PointerEvent<HTMLElement>) {
      if (drag?.id !== id) return
      const [from, to] = [drag.order.indexOf(id), rowUnder(clientY)]
      if (from === to) return
      const order = drag.order.toSpliced(from, 1).toSpliced(to, 0, id)
      setDrag({ id, order })
    },
    onPointerUp() {
      if (drag && drag.order.some((one, at) => one !== ids[at])) onDrop(drag.order)
      setDrag(undefined)
    },
    onPointerCancel: () => setDrag(undefined),
  })
  return { rows, handle, order: drag?.order ?? ids, dragged: drag?.id }
}
