import { DrizzleQueryError } from 'drizzle-orm'
import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { openLog, withRequest } from './log.ts'

function logged(write: (log: ReturnType<typeof openLog>) => void): string {
  const lines: string[] = []
  write(openLog('info', { write: (line) => void lines.push(line) }))
  expect(lines).toHaveLength(1)
  return lines[0]!
}

test('a failed statement is logged without the values in it', () => {
  const cause = Object.assign(new Error('duplicate key value'), { code: '23505', constraint_name: 'patient_name_key', detail: 'Key (name)=(周文静) already exists.' })
  const line = logged((log) => log.error({ err: new DrizzleQueryError('insert into patient values ($1, $2)', ['周文静', '13800000001'], cause) }, 'unexpected error'))
  expect(line).toContain('insert into patient')
  expect(line).toContain('patient_name_key')
  expect(line).not.toContain('周文静')
  expect(line).not.toContain('13800000001')
})

test('secrets and personal data are struck out wherever they commonly stand', () => {
  const line = logged((log) => log.info({
    phone: '13800000001', input: { phone: '13800000001', idCard: '330109198503126226', password: 'secret-1' },
    req: { method: 'POST', url: '/files/1?signature=secret-2' }, request: { headers: { authorization: 'Bearer secret-3', 'x-viewer': 'secret-4', cookie: 'secret-5' } }, variables: { name: '周文静' },
  }))
  expect(line).not.toMatch(/13800000001|330109198503126226|secret-\d|周文静/)
  expect(line).toContain('/files/1')
})

test('a line of a request carries its id, and what the subgraph says of itself', () => {
  const line = logged((log) => withRequest(log.child({ subgraph: 'clinical' }), '0190-request').info({ phone: '13800000001' }, 'said'))
  expect(JSON.parse(line)).toMatchObject({ subgraph: 'clinical', requestId: '0190-request', phone: '***', msg: 'said' })
})

test('a line of a request has lines of its own', () => {
  const line = logged((log) => withRequest(log, '0190-request').child({ attempt: 2 }).info('said'))
  expect(JSON.parse(line)).toMatchObject({ requestId: '0190-request', attempt: 2 })
})

test('what GraphQL says of a wrong value is logged without the value', () => {
  for (const message of ['Value "13800000001" does not exist in "Relationship" enum.', 'String cannot represent a non string value: 13800000001', 'Variable "$input" got invalid value "13800000001" at "input.phone"; Expected "Int\\"13800000001".']) {
    const line = logged((log) => log.error({ err: new GraphQLError(message) }, 'unexpected error'))
    expect(line).not.toContain('13800000001')
    expect(line).toContain('GraphQLError')
  }
})
