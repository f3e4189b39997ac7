import { newId } from '@hospital/database/identifier'
import { pinyinInitials } from '@hospital/search/pinyin'
import type { Context } from '@hospital/subgraph/context'
import { diagnosis } from '../tables/diagnoses.ts'

const DIAGNOSES = [
  ['I10.x00', '原发性高血压'], ['I10.x05', '高血压病'], ['I10.x03', '高血压病1级'], ['I10.x04', '高血压病2级'], ['I11.900', '高血压性心脏病'],
  ['I20.000', '不稳定性心绞痛'], ['I25.103', '冠状动脉粥样硬化性心脏病'], ['I48.x01', '心房颤动'], ['I50.900', '心力衰竭'], ['I63.900', '脑梗死'],
  ['E11.900', '2型糖尿病'], ['E11.400x001', '2型糖尿病性周围神经病'], ['E10.900', '1型糖尿病'], ['E78.500', '高脂血症'], ['E03.900', '甲状腺功能减退症'],
  ['E05.900', '甲状腺功能亢进症'], ['E04.101', '甲状腺结节'], ['E79.001', '高尿酸血症'], ['M10.900', '痛风'], ['J45.900', '支气管哮喘'],
  ['J44.900', '慢性阻塞性肺疾病'], ['J06.900', '急性上呼吸道感染'], ['J30.400', '变应性鼻炎'], ['K29.500', '慢性胃炎'], ['K21.900', '胃食管反流病'],
  ['K25.900', '胃溃疡'], ['K76.000', '脂肪肝'], ['B18.100x001', '慢性乙型病毒性肝炎'], ['N18.900', '慢性肾脏病'], ['G40.900', '癫痫'],
  ['M47.802', '颈椎病'], ['M51.202', '腰椎间盘突出'], ['G47.000', '失眠症'], ['F32.900', '抑郁发作'], ['L20.900', '特应性皮炎'],
] as const

/** A few frequent diagnoses to try the product with; a hospital imports the official list. Repeating it changes nothing. */
export async function seedDiagnoses(ctx: Context): Promise<void> {
  await ctx.db.insert(diagnosis).values(DIAGNOSES.map(([code, name]) => ({ id: newId(), system: 'ICD10', code, name, synonyms: [], pinyin: pinyinInitials(name), updatedAt: ctx.now() }))).onConflictDoNothing()
}
