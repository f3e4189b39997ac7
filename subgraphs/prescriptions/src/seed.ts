import { newId } from '@hospital/database/identifier'
import { pinyinInitials } from '@hospital/search/pinyin'
import type { Context } from '@hospital/subgraph/context'
import { drug } from './tables.ts'

/** code, name, form, specification, unit of the pack, price in fen, specially controlled */
const DRUGS = [
  ['D0001-00', '苯磺酸氨氯地平片', '片剂', '5mg×28片', '盒', 1890, false],
  ['D0002-00', '缬沙坦胶囊', '胶囊剂', '80mg×28粒', '盒', 2650, false],
  ['D0003-00', '酒石酸美托洛尔片', '片剂', '25mg×20片', '盒', 780, false],
  ['D0004-00', '阿托伐他汀钙片', '片剂', '20mg×14片', '盒', 1260, false],
  ['D0005-00', '瑞舒伐他汀钙片', '片剂', '10mg×14片', '盒', 1580, false],
  ['D0006-00', '阿司匹林肠溶片', '肠溶片', '100mg×30片', '盒', 1340, false],
  ['D0007-00', '硫酸氢氯吡格雷片', '片剂', '75mg×7片', '盒', 2280, false],
  ['D0008-00', '盐酸二甲双胍缓释片', '缓释片', '0.5g×30片', '盒', 1460, false],
  ['D0009-00', '格列美脲片', '片剂', '2mg×15片', '盒', 2120, false],
  ['D0010-00', '阿卡波糖片', '片剂', '50mg×30片', '盒', 1980, false],
  ['D0011-00', '达格列净片', '片剂', '10mg×14片', '盒', 6120, false],
  ['D0012-00', '甘精胰岛素注射液', '注射剂', '3ml:300单位', '支', 7740, false],
  ['D0013-00', '左甲状腺素钠片', '片剂', '50μg×100片', '盒', 2890, false],
  ['D0014-00', '奥美拉唑肠溶胶囊', '胶囊剂', '20mg×14粒', '盒', 960, false],
  ['D0015-00', '铝碳酸镁咀嚼片', '咀嚼片', '0.5g×20片', '盒', 2150, false],
  ['D0016-00', '阿莫西林胶囊', '胶囊剂', '0.25g×24粒', '盒', 680, false],
  ['D0017-00', '头孢克肟分散片', '分散片', '0.1g×6片', '盒', 1720, false],
  ['D0018-00', '布洛芬缓释胶囊', '缓释胶囊', '0.3g×20粒', '盒', 1380, false],
  ['D0019-00', '孟鲁司特钠咀嚼片', '咀嚼片', '5mg×6片', '盒', 2430, false],
  ['D0020-00', '沙美特罗替卡松粉吸入剂', '吸入剂', '50μg/250μg×60泡', '盒', 16800, false],
  ['D0021-00', '氯雷他定片', '片剂', '10mg×6片', '盒', 890, false],
  ['D0022-00', '地西泮片', '片剂', '2.5mg×20片', '盒', 320, true],
  ['D0023-00', '盐酸曲马多片', '片剂', '50mg×10片', '盒', 1150, true],
  ['D0024-00', '硫酸吗啡缓释片', '缓释片', '30mg×10片', '盒', 6780, true],
] as const

/** A small catalogue to try the product with; a hospital imports its own. Repeating it changes nothing. */
export async function seed(ctx: Context): Promise<void> {
  await ctx.db.insert(drug).values(DRUGS.map(([code, name, form, specification, packUnit, priceFen, controlled]) => ({
    id: newId(), code, name, pinyin: pinyinInitials(name), form, specification, packUnit, priceFen, controlled, updatedAt: ctx.now(),
  }))).onConflictDoNothing()
}
