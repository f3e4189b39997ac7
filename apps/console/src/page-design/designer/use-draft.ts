import { useEffect, useMemo, useReducer, useState } from 'react'
import { useMutation } from 'urql'
import { asContent, problemsOf, type StoredContent } from '@hospital/pages/content'
import { problemOf, type Problem } from '@hospital/web/problem'
import { SavePageDraftDocument, type PageDraftFragment, type PageHeadFragment } from '@/graphql/graphql'
import type { DesignPlace } from '../place'
import { begin, historyAfter } from './history'

/** So long nobody has touched it before it is saved. */
const QUIET_MS = 400

export const contentOf = ({ draft }: PageDraftFragment): StoredContent => asContent(draft) ?? { style: {}, settings: {}, modules: [] }

/** The draft as it is worked on: every sound change is saved by itself, upon the version that was seen. */
export function useDraft(place: DesignPlace, design: PageDraftFragment) {
  const [history, dispatch] = useReducer(historyAfter, contentOf(design), begin)
  const [head, setHead] = useState<PageHeadFragment>(design)
  const [saved, setSaved] = useState(history.content)
  const [refused, setRefused] = useState<{ problem: Problem; content: StoredContent } | null>(null)
  const [{ fetching }, save] = useMutation(SavePageDraftDocument)
  const { content } = history
  const problems = useMemo(() => problemsOf(place.kind, content), [place.kind, content])
  const dirty = content !== saved
  const stale = refused?.problem.code === 'CONFLICT'
  const waits = dirty && !fetching && !stale && problems.length === 0 && refused?.content !== content

  useEffect(() => {
    if (!waits) return
    const timer = setTimeout(async () => {
      const { data, error } = await save({ input: { ...place, draftVersion: head.draftVersion, content: { style: content.style, settings: content.settings, modules: content.modules.map(({ id, kind, settings, display }) => ({ id, kind, settings, display })) } } })
      const problem = problemOf(error)
      setRefused(problem && { problem, content })
      if (!data) return
      setHead(data.savePageDraft)
      setSaved(content)
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [waits, content, head.draftVersion, place, save])

  return {
    content, head, problems, dirty, saving: fetching, stale,
    refusal: refused?.content === content ? refused.problem : null,
    canUndo: history.past.length > 0, canRedo: history.future.length > 0,
    change: (next: StoredContent) => dispatch({ act: 'change', content: next }),
    undo: () => dispatch({ act: 'undo' }),
    redo: () => dispatch({ act: 'redo' }),
    /** After a publication or a roll-back: goes on from what came back. */
    take(next: PageDraftFragment) {
      const came = contentOf(next)
      dispatch({ act: 'start', content: came })
      setSaved(came)
      setHead(next)
      setRefused(null)
    },
  }
}

export type Draft = ReturnType<typeof useDraft>
