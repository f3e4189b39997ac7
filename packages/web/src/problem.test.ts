import { CombinedError } from '@urql/core'
import { describe, expect, it } from 'vitest'
import { problemOf, problemOfDigest, ProblemError } from './problem.ts'

const answered = (message: string, extensions: Record<string, unknown>, requestId = 'req-12345678') =>
  new CombinedError({ graphQLErrors: [{ message, extensions }], response: new Response(null, { headers: { 'x-request-id': requestId } }) })

describe('what went wrong is told in words', () => {
  it('a refusal keeps its code, its own sentence and its details', () => {
    const problem = problemOf(answered('该时段已约满，请选择其他时段。', { code: 'SLOT_FULL', details: { field: 'slotId' } }))
    expect(problem).toEqual({ code: 'SLOT_FULL', message: '该时段已约满，请选择其他时段。', requestId: 'req-12345678', details: { field: 'slotId' } })
  })

  it('a technical message never reaches a person', () => {
    expect(problemOf(answered('Cannot read properties of undefined', { code: 'INTERNAL' }))!.message).toMatch(/系统出了点问题/)
    expect(problemOf(answered('Unknown argument', { code: 'GRAPHQL_VALIDATION_FAILED' }))!.message).toMatch(/系统出了点问题/)
  })

  it('the request id of the error wins over that of the answer', () => {
    expect(problemOf(answered('系统开小差了', { code: 'INTERNAL', requestId: 'inner-1234' }))!.requestId).toBe('inner-1234')
  })

  it('no answer at all is the network', () => {
    expect(problemOf(new CombinedError({ networkError: new TypeError('Failed to fetch') }))!.code).toBe('NETWORK')
    expect(problemOf(undefined)).toBeNull()
  })

  it('code and request id survive the way from a server component to error.tsx', () => {
    const thrown = new ProblemError({ code: 'FORBIDDEN', message: '没有权限', requestId: 'abcd-1234' })
    const arrived = problemOfDigest(Object.assign(new Error('masked'), { digest: thrown.digest }))
    expect(arrived).toMatchObject({ code: 'FORBIDDEN', requestId: 'abcd-1234' })
  })

  it('a foreign digest is told as a breakdown, with the digest to ask by', () => {
    expect(problemOfDigest(Object.assign(new Error('x'), { digest: '1234567' }))).toMatchObject({ code: 'INTERNAL', requestId: '1234567' })
  })
})
