import { makeDoctor } from '../house/data.ts'
import { listDiagnoses, makeDiagnoses } from '../house/diagnoses.ts'
import { DIAGNOSES, bodyOf } from '../house/operations.ts'
import { signInStaff } from '../house/people.ts'
import { askOnce, type HttpRequest, type HttpTarget } from '../load/http.ts'
import { alternate, type Side } from '../measure/alternate.ts'
import { hasPgbench, pgbench } from '../pgbench/pgbench.ts'
import type { Child } from '../process/child.ts'
import { atLeast, perSecond, times, type Curve, type Line, type Row, type RowContext } from './row.ts'

type By = 'name' | 'code' | 'pinyin'

const WORDS: Record<By, readonly string[]> = { name: ['高血压', '糖尿病', '肺炎'], code: ['I10', 'E11', 'J18'], pinyin: ['gxy', 'tnb', 'fy'] }
const LABEL: Record<By, string> = { name: 'part of a name', code: 'the beginning of a code', pinyin: 'pinyin initials' }
const DOCTOR = 2
const CONNECTIONS = 16

const CONDITION: Record<By, (word: string) => { where: string; rank: string }> = {
  name: (word) => ({ where: `name ilike '%${word}%'`, rank: `case when name = '${word}' then 0 when name ilike '${word}%' then 1 else 2 end` }),
  code: (word) => ({ where: `code ilike '${word}%'`, rank: `case when code = '${word}' then 0 else 1 end` }),
  pinyin: (word) => ({ where: `pinyin like '%${word}%'`, rank: `case when pinyin like '${word}%' then 1 else 2 end` }),
}

/** What somebody would write who knows which of the three was typed: the best 20 by the index there is. */
function bareSql(by: By, word: string): string {
  const { where, rank } = CONDITION[by](word)
  return `select id, code, name, synonyms from clinical.diagnosis where enabled and ${where} order by ${rank}, code, id limit 21`
}

class Library {
  private constructor(private readonly context: RowContext, private readonly gateway: Child, private readonly headers: Record<string, string>) {}

  static async open(context: RowContext): Promise<Library> {
    const { headers } = await signInStaff(context.world, DOCTOR)
    return new Library(context, await context.world.start({ name: 'gateway-search', script: 'packages/bench/src/house/gateway-process.ts', settings: { data: 'postgres' } }), headers)
  }

  private request = (word: string): HttpRequest => ({ headers: this.headers, body: bodyOf('registered', DIAGNOSES, { search: word }) })

  private get target(): HttpTarget {
    return { port: this.gateway.ready.port, path: '/graphql' }
  }

  /** Both find the same, in the same order. */
  async requireEqual(by: By): Promise<void> {
    for (const word of WORDS[by]) {
      const answer = JSON.parse(await askOnce(this.target, this.request(word))) as { data?: { diagnoses: { nodes: { code: string }[] } } }
      const ours = answer.data?.diagnoses.nodes.map(({ code }) => code)
      const theirs = (await this.context.world.sql.unsafe(bareSql(by, word))).slice(0, 20).map(({ code }) => String(code))
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error(`A search for ${word} finds ${ours?.join(' ')}; SQL finds ${theirs.join(' ')}: ${JSON.stringify(answer).slice(0, 300)}`)
    }
  }

  side(by: By): Side {
    const { load, seconds } = this.context
    return async () => {
      const result = await load.run({ target: this.target, requests: WORDS[by].map(this.request), mode: 'repeat', connections: CONNECTIONS, seconds, counting: '"nodes":[' })
      if (result.counted !== result.sent) throw new Error(`${result.sent - result.counted} searches failed: ${result.failure ?? ''}`)
      return { rate: result.sent / result.seconds }
    }
  }

  bare = (by: By): Side => async () => ({ rate: await pgbench(this.context.world, { name: `search-${by}`, scripts: WORDS[by].map((word) => `${bareSql(by, word)};\n`), seconds: this.context.seconds }) })

  close = () => this.gateway.stop()
}

async function compare(context: RowContext, library: Library, by: By): Promise<Line> {
  await library.requireEqual(by)
  await library.side(by)()
  const found = await alternate(library.side(by), library.bare(by), context.rounds)
  context.say(`  by ${LABEL[by]}: ${perSecond(found.ours.rate!)} against ${perSecond(found.theirs.rate!)}`)
  return {
    what: `Search over ${context.diagnoses} diagnoses through the gateway, by ${LABEL[by]}: the best 20`, against: 'pgbench with the bare indexed SQL for just that kind of word, same server, 16 clients',
    ours: perSecond(found.ours.rate!), theirs: perSecond(found.theirs.rate!), measured: found.ratios.rate!, shown: times(found.ratios.rate!), spread: found.spreads.rate, goal: atLeast(found.ratios.rate!, 0.3, '≥ 0.3×'),
  }
}

async function growth(context: RowContext, library: Library): Promise<Curve[]> {
  if (context.scales.length < 2) return []
  const curves: Curve[] = (Object.keys(WORDS) as By[]).map((by) => ({ what: `Search by ${LABEL[by]}`, of: 'diagnoses', unit: 'ms of the whole server for one search', points: [] }))
  const most = context.scales.at(-1)!
  for (const scale of context.scales) {
    const size = Math.round((context.diagnoses * scale) / most)
    await makeDiagnoses(context.world, listDiagnoses(size, context.diagnosesFile))
    for (const [i, by] of (Object.keys(WORDS) as By[]).entries()) {
      const { rate } = await library.side(by)()
      curves[i]!.points.push({ size, cost: 1000 / rate! })
    }
  }
  return curves
}

export const search: Row = {
  name: 'search',
  async run(context) {
    await makeDoctor(context.world, DOCTOR)
    await makeDiagnoses(context.world, listDiagnoses(context.diagnoses, context.diagnosesFile))
    const library = await Library.open(context)
    try {
      if (!hasPgbench()) return { lines: [], skipped: [{ what: 'Search over diagnoses', why: 'no pgbench' }], curves: await growth(context, library) }
      const lines: Line[] = []
      for (const by of Object.keys(WORDS) as By[]) lines.push(await compare(context, library, by))
      return { lines, curves: await growth(context, library) }
    } finally {
      await library.close()
    }
  },
}
