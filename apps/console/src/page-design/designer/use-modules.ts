import { useState } from 'react'
import { MOST_MODULES, newModule, type StoredModule } from '@hospital/pages/content'
import { isModuleKind, moduleOf, type ModuleKind } from '@hospital/pages/modules'
import { insertAt, moveBefore, withModule, without } from './arranging'
import type { Draft } from './use-draft'

export type Dragged = { kind: ModuleKind } | { id: string }

export const labelOf = (kind: string): string => (isModuleKind(kind) ? moduleOf(kind).label : '无法识别的模块')

/** What may be done with the modules of a draft, by mouse and by key alike; each act is said aloud. */
export function useModules({ content, change }: Draft) {
  const [selected, select] = useState<string | null>(null)
  const [dragged, drag] = useState<Dragged | null>(null)
  const [said, say] = useState('')
  const { modules } = content
  const placeOf = (id: string) => modules.findIndex((module) => module.id === id)

  function add(kind: ModuleKind, at = selected ? placeOf(selected) + 1 : modules.length) {
    if (modules.length >= MOST_MODULES) return say(`一个页面最多 ${MOST_MODULES} 个模块`)
    const module = newModule(kind, crypto.randomUUID())
    change(insertAt(content, module, at))
    select(module.id)
    say(`已添加${labelOf(kind)}，第 ${at + 1} 位，共 ${modules.length + 1} 个模块`)
  }

  function move(id: string, at: number) {
    const moved = moveBefore(content, id, at)
    if (!moved) return
    change(moved)
    select(id)
    say(`${labelOf(modules[placeOf(id)]!.kind)}已移到第 ${moved.modules.findIndex((module) => module.id === id) + 1} 位，共 ${modules.length} 个模块`)
  }

  return {
    selected: modules.find(({ id }) => id === selected), select, dragged, drag, said, add, move, placeOf,
    up: (id: string) => move(id, placeOf(id) - 1),
    down: (id: string) => move(id, placeOf(id) + 2),
    set: (module: StoredModule) => change(withModule(content, module)),
    remove(id: string) {
      say(`已移除${labelOf(modules[placeOf(id)]!.kind)}，可以撤销`)
      change(without(content, id))
      select(null)
    },
    /** Lets go what is dragged, before what stands at `at`. */
    drop(at: number) {
      if (dragged && 'kind' in dragged) add(dragged.kind, at)
      else if (dragged) move(dragged.id, at)
      drag(null)
    },
    /** What is dragged, in a word. */
    draggedWord: dragged && ('kind' in dragged ? labelOf(dragged.kind) : labelOf(modules[placeOf(dragged.id)]?.kind ?? '')),
  }
}

export type Modules = ReturnType<typeof useModules>
