'use strict'

const byId = (id) => document.getElementById(id)
for (const place of document.querySelectorAll('[data-origin]')) place.textContent = location.origin

/** Kept in this page's memory alone. */
let token

const REASONS = { invalid_client: 'client_id 或 client_secret 不正确，或客户端已停用。', invalid_scope: '没有可用的范围。', invalid_request: '请填写 client_id 与 client_secret。' }

function signedIn(next, sentence) {
  token = next
  byId('run').disabled = !token
  byId('who').textContent = sentence
}

byId('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: byId('client').value.trim(), client_secret: byId('secret').value })
  try {
    const response = await fetch('/oauth/token', { method: 'POST', body: form })
    const answer = await response.json()
    if (!answer.access_token) return signedIn(undefined, `没有成功：${REASONS[answer.error] ?? answer.error_description ?? answer.errors?.[0]?.message ?? response.status}`)
    signedIn(answer.access_token, `已登录，范围：${answer.scope}，${answer.expires_in / 60} 分钟内有效。`)
    await showSchema()
  } catch {
    signedIn(undefined, '没有成功：暂时连不上，请稍后再试。')
  }
})

async function ask(query, variables) {
  const response = await fetch('/public/graphql', {
    method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', authorization: `Bearer ${token}` }, body: JSON.stringify({ query, variables }),
  })
  return { response, answer: await response.json() }
}

function variablesTyped() {
  try {
    return JSON.parse(byId('variables').value || '{}')
  } catch {
    return undefined
  }
}

async function run() {
  const answer = byId('answer')
  const variables = variablesTyped()
  if (variables === undefined) {
    answer.textContent = ''
    byId('facts').textContent = '变量不是 JSON，没有发送。'
    return
  }
  try {
    const began = performance.now()
    const asked = await ask(byId('query').value, variables)
    answer.textContent = JSON.stringify(asked.answer, null, 2)
    if (asked.response.status === 401) signedIn(undefined, '令牌已过期，请重新获取。')
    const { headers, status } = asked.response
    byId('facts').textContent = `状态 ${status}，${Math.round(performance.now() - began)} 毫秒，代价 ${headers.get('x-operation-cost') ?? '–'} / ${headers.get('x-operation-cost-limit') ?? '–'}，本分钟余量 ${headers.get('ratelimit-remaining') ?? '–'}`
  } catch {
    answer.textContent = ''
    byId('facts').textContent = '暂时连不上，请稍后再试。'
  }
}
byId('run').addEventListener('click', run)
document.addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && token) void run() })

const TYPE = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }'
const SCHEMA = `{ __schema { types { kind name description fields { name description args { name type { ${TYPE} } } type { ${TYPE} } } inputFields { name description type { ${TYPE} } } enumValues { name } } } }`

async function showSchema() {
  const { answer } = await ask(SCHEMA)
  const types = answer.data?.__schema.types.filter(({ name, kind }) => !name.startsWith('__') && kind !== 'SCALAR') ?? []
  types.sort((one, other) => Number(other.name === 'Query') - Number(one.name === 'Query') || one.name.localeCompare(other.name))
  byId('schema').replaceChildren(...types.map(showType))
}

function showType(type) {
  const details = document.createElement('details')
  details.open = type.name === 'Query'
  const summary = document.createElement('summary')
  summary.textContent = type.name
  const lines = [type.description, ...(type.fields ?? type.inputFields ?? []).map(lineOf), type.enumValues?.map(({ name }) => name).join(' | ')]
  details.append(summary, ...lines.filter(Boolean).map((line) => Object.assign(document.createElement('p'), { textContent: line })))
  return details
}

function lineOf({ name, args = [], type, description }) {
  const given = args.length ? `(${args.map((one) => `${one.name}: ${nameOf(one.type)}`).join(', ')})` : ''
  return `${name}${given}: ${nameOf(type)}${description ? ` — ${description}` : ''}`
}

function nameOf({ kind, name, ofType }) {
  if (kind === 'NON_NULL') return `${nameOf(ofType)}!`
  return kind === 'LIST' ? `[${nameOf(ofType)}]` : name
}
