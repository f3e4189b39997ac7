'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useClient, type AnyVariables, type TypedDocumentNode } from 'urql'
import { isPassing, problemOf, type Problem } from '../problem.ts'
import { oneAtATime, type Readings } from './one-at-a-time.ts'

interface Reading<Data> {
  /** The newest answer; what the page was rendered with, until there is one. */
  data: Data
  /** Why the last reading brought nothing. What stood before still stands. */
  problem: Problem | null
  /** To be called after whatever may have changed it. */
  readAnew(): void
}

/**
 * What a page was rendered with, read again when it is shown (a page may come out of the browser's memory) and whenever it is told to.
 * Unlike a second `network-only` query of urql, which is dropped while a first one is under way, a reading that is asked for is done.
 */
export function useReading<Data, Variables extends AnyVariables, Rendered extends Data | null>(document: TypedDocumentNode<Data, Variables>, variables: Variables, rendered: Rendered): Reading<Data | Rendered> {
  const client = useClient()
  const [seen, setSeen] = useState(rendered)
  const [data, setData] = useState<Data | Rendered>(rendered)
  const [problem, setProblem] = useState<Problem | null>(null)
  const readings = useRef<Readings>(undefined)
  const key = JSON.stringify(variables)
  if (seen !== rendered) {
    setSeen(rendered)
    setData(rendered)
  }
  const read = useEffectEvent(async () => {
    const answer = await client.query(document, variables, { requestPolicy: 'network-only' }).toPromise()
    const failed = problemOf(answer.error)
    setProblem(failed)
    if (answer.data) setData(answer.data)
    return !(failed && isPassing(failed.code))
  })
  useEffect(() => {
    const started = oneAtATime(() => read())
    readings.current = started
    started.ask()
    return () => started.stop()
  }, [key, document])
  return { data, problem, readAnew: () => readings.current?.ask() }
}
