import { newId } from '@hospital/database/identifier'
import type { Context } from '@hospital/subgraph/context'
import { homecareItem } from './tables.ts'

/** code, name, category, summary, price in fen, minutes */
const ITEMS = [
  ['HC-01', '静脉采血', '基础护理', '上门抽取血标本，规范保存并送检', 8800, 30],
  ['HC-02', '肌内注射', '基础护理', '凭本院处方与药品，上门肌内注射并观察', 9800, 40],
  ['HC-03', '皮下注射', '基础护理', '胰岛素、低分子肝素等皮下注射与指导', 8800, 40],
  ['HC-04', '生命体征监测', '基础护理', '血压、血糖、血氧、体温测量与记录', 6800, 30],
  ['HC-05', '更换鼻饲管', '管道护理', '评估、更换鼻饲管并指导家属喂养', 16800, 60],
  ['HC-06', '更换导尿管', '管道护理', '无菌更换导尿管，观察与健康指导', 15800, 60],
  ['HC-07', 'PICC 维护', '管道护理', '导管冲封、换药与并发症评估，每周一次', 16800, 60],
  ['HC-08', '输液港维护', '管道护理', '无损伤针穿刺、冲封管与换药', 18800, 60],
  ['HC-09', '伤口换药', '伤口造口护理', '清创换药，评估愈合情况并拍照留存', 15800, 60],
  ['HC-10', '压疮护理', '伤口造口护理', '分期评估、清创、敷料选择与翻身指导', 19800, 90],
  ['HC-11', '造口护理', '伤口造口护理', '更换造口袋，处理周围皮肤并发症', 17800, 60],
  ['HC-12', '产后康复指导', '母婴护理', '母乳喂养、伤口与盆底恢复指导', 19800, 90],
  ['HC-13', '新生儿黄疸监测', '母婴护理', '经皮胆红素测定与喂养评估', 12800, 40],
  ['HC-14', '新生儿沐浴与抚触', '母婴护理', '沐浴、脐部护理与抚触示教', 14800, 60],
  ['HC-15', '康复训练指导', '康复护理', '关节活动度与日常生活能力训练', 18800, 60],
  ['HC-16', '吸痰护理', '康复护理', '评估痰液、翻身叩背与吸痰', 13800, 45],
] as const

/** The price list that a new hospital starts with. Repeating it changes nothing. */
export async function seed(ctx: Context): Promise<void> {
  const rows = ITEMS.map(([code, name, category, summary, priceFen, durationMinutes], sortOrder) => ({ id: newId(), code, name, category, summary, priceFen, durationMinutes, sortOrder }))
  await ctx.db.insert(homecareItem).values(rows).onConflictDoNothing()
}
