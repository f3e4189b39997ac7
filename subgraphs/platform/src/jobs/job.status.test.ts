import { expect, test } from 'vitest'
import { JOB_STATES, jobTransitions, type JobState } from './job.status.ts'

const ALLOWED: Record<JobState, string[]> = { QUEUED: ['start', 'fail'], RUNNING: ['succeed', 'fail'], SUCCEEDED: [], FAILED: [] }

test.each(JOB_STATES)('%s allows what it should and nothing else', (state) => {
  const actions = Object.entries(jobTransitions).filter(([, { from }]) => (from as readonly string[]).includes(state)).map(([action]) => action)
  expect(actions).toEqual(ALLOWED[state])
})

test('every state is reached from QUEUED', () => {
  const reached = new Set<string>(['QUEUED'])
  for (let before = 0; before !== reached.size;) {
    before = reached.size
    for (const { from, to } of Object.values(jobTransitions)) if (from.some((state) => reached.has(state))) reached.add(to)
  }
  expect([...reached].sort()).toEqual([...JOB_STATES].sort())
})

test('only the house itself moves a job', () => {
  expect(new Set(Object.values(jobTransitions).map(({ by }) => by))).toEqual(new Set(['SYSTEM']))
})
