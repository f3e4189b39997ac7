import { readFileSync } from 'node:fs'
import { pinyinInitials } from '@hospital/search/pinyin'
import { newId } from '@hospital/database/identifier'
import type { World } from './world.ts'

/** As many as the official list has (国家临床版 2.0). */
export const DIAGNOSES_COUNT = 35_862

const SITES = '高血压性 2型糖尿病性 冠状动脉 心肌 主动脉 肺 支气管 胸膜 胃 十二指肠 结肠 直肠 肝 胆囊 胰腺 脾 肾 膀胱 前列腺 子宫 卵巢 乳腺 甲状腺 甲状旁腺 肾上腺 垂体 脑 脊髓 视神经 面神经 坐骨神经 角膜 视网膜 中耳 内耳 鼻 咽 喉 食管 皮肤 颈椎 胸椎 腰椎 髋关节 膝关节 踝关节 肩关节 肘关节 腕关节 股骨 胫骨 肱骨 锁骨 肋骨 颅骨 淋巴结 骨髓 静脉 动脉 口腔'.split(' ')
const LESIONS = '炎 脓肿 囊肿 结石 梗阻 穿孔 出血 坏死 纤维化 硬化 萎缩 肥大 增生 息肉 良性肿瘤 恶性肿瘤 原位癌 继发恶性肿瘤 结核 梅毒 寄生虫病 损伤 挫伤 撕裂伤 骨折 脱位 异物 畸形 缺如 狭窄 扩张 功能不全 衰竭 水肿 积液 粘连 溃疡 瘘 疝 脱垂 肺炎 糖尿病 高血压 血栓形成 栓塞 动脉瘤 静脉曲张 神经痛 麻痹 肌炎 钙化 疼痛 肿胀 感染 过敏 中毒 排斥反应 移植状态 置换术后 术后'.split(' ')
const COURSES = ['', '急性', '慢性', '复发性', '亚急性', '先天性', '双侧', '左侧', '右侧', '多发性', '特发性', '继发性']

export interface ListedDiagnosis {
  code: string
  name: string
}

/** The file's list (`code,name` under a heading), or one of made-up names and codes of the same shapes. */
export function listDiagnoses(count: number, file?: string): ListedDiagnosis[] {
  if (!file) return Array.from({ length: count }, (_, i) => madeUp(i, count))
  const rows = readFileSync(file, 'utf8').split(/\r?\n/).slice(1).filter(Boolean).map((line) => {
    const comma = line.indexOf(',')
    return { code: line.slice(0, comma), name: line.slice(comma + 1).replace(/^"|"$/g, '') }
  })
  // Every n-th, so that a small list is made like the whole.
  return rows.length <= count ? rows : Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]!)
}

function madeUp(i: number, count: number): ListedDiagnosis {
  const at = Math.floor((i * DIAGNOSES_COUNT) / count)
  const chapter = String.fromCharCode(65 + Math.floor((at * 26) / DIAGNOSES_COUNT))
  const digits = (value: number, length: number) => String(value).padStart(length, '0')
  return {
    code: `${chapter}${digits(at % 100, 2)}.${digits(Math.floor(at / 100) % 10, 1)}00x${digits(i, 6)}`,
    name: `${COURSES[Math.floor(at / 3600) % COURSES.length]}${SITES[at % SITES.length]}${LESIONS[Math.floor(at / SITES.length) % LESIONS.length]}`,
  }
}

/** The library holds these, and no others. */
export async function makeDiagnoses({ sql }: World, listed: readonly ListedDiagnosis[]): Promise<void> {
  await sql.unsafe('truncate clinical.diagnosis')
  const now = new Date().toISOString()
  for (let from = 0; from < listed.length; from += 2_000) {
    const rows = listed.slice(from, from + 2_000).map(({ code, name }) => ({ id: newId(), system: 'ICD10', code, name, synonyms: [] as string[], pinyin: pinyinInitials(name), enabled: true, updated_at: now }))
    await sql`insert into clinical.diagnosis ${sql(rows)} on conflict do nothing`
  }
  await sql.unsafe('vacuum analyze clinical.diagnosis')
}
