import type { ReactNode } from 'react'
import type { Problem } from '../problem.ts'
import { LockIcon, RefreshIcon, SearchIcon, StopIcon } from './icons.tsx'

interface StateProps {
  title: string
  /** Why, and what to do: one or two sentences. */
  children?: ReactNode
  mark?: ReactNode
  tone?: 'brand' | 'warn' | 'danger' | 'neutral'
  /** The ways on, the first one the most likely. */
  ways?: ReactNode
  note?: string
}

function State({ title, children, mark, tone = 'brand', ways, note }: StateProps) {
  return (
    <section className="ih-state">
      <span className="ih-state-mark" data-tone={tone}>
        {mark}
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {ways && <div className="ih-state-ways">{ways}</div>}
      {note && <small>{note}</small>}
    </section>
  )
}

/** Nothing here yet, or nothing found: says where it would come from, and offers the way there. */
export function Empty({ title, children, mark = <SearchIcon size={32} />, ways }: StateProps) {
  return (
    <State title={title} mark={mark} ways={ways}>
      {children}
    </State>
  )
}

interface ProblemProps {
  problem: Problem
  /** What did not load, as a sentence: 报告没有加载出来 */
  title?: string
  ways?: ReactNode
}

/** Something did not load. Refusals by the graph look like refusals, not like breakdowns. */
export function ErrorState({ problem, title, ways }: ProblemProps) {
  if (problem.code === 'FORBIDDEN') return <Refusal problem={problem} title={title ?? '没有查看权限'} ways={ways} lock />
  return (
    <State title={title ?? '内容没有加载出来'} tone="warn" mark={<RefreshIcon size={32} />} ways={ways} note={requestNote(problem)}>
      {problem.message}
    </State>
  )
}

/** A rule said no: why, and what is possible instead. */
export function Refusal({ problem, title = '暂时不能办理', ways, lock }: ProblemProps & { lock?: boolean }) {
  return (
    <State title={title} tone={lock ? 'neutral' : 'danger'} mark={lock ? <LockIcon size={32} /> : <StopIcon size={32} />} ways={ways} note={requestNote(problem)}>
      {problem.message}
    </State>
  )
}

/** The request id is for whoever the person then asks for help. */
export function requestNote({ requestId }: Pick<Problem, 'requestId'>): string | undefined {
  return requestId && `请求编号 ${requestId.slice(0, 8).toUpperCase()}`
}
