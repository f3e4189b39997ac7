import type { HisReferenceRange } from '@hospital/connectors/his/report-port'

type Range = Partial<HisReferenceRange>

/** What the laboratory measures: code (LOINC), names, unit, and its reference ranges. */
export interface Item {
  code: string
  name: string
  shortName: string
  unit: string
  ranges: Range[]
  /** Digits after the point. */
  digits: number
  /** About what the demonstration's people have, by turns; text where it is no number. */
  usual: readonly (number | string)[]
}

export const items = {
  hba1c: { code: '4548-4', name: '糖化血红蛋白', shortName: 'HbA1c', unit: '%', digits: 1, ranges: [{ low: 4, high: 6 }], usual: [8.1, 7.9, 7.6, 7.4, 7.2] },
  glucose: { code: '14771-0', name: '空腹葡萄糖', shortName: 'GLU', unit: 'mmol/L', digits: 1, ranges: [{ low: 3.9, high: 6.1 }, { kind: 'CRITICAL', low: 2.8, high: 22.2 }], usual: [9.2, 8.8, 8.3, 8, 7.8] },
  ldl: { code: '22748-8', name: '低密度脂蛋白胆固醇', shortName: 'LDL-C', unit: 'mmol/L', digits: 2, ranges: [{ high: 3.37 }], usual: [4.2, 4.05, 3.98, 3.9, 3.81] },
  hdl: { code: '14646-4', name: '高密度脂蛋白胆固醇', shortName: 'HDL-C', unit: 'mmol/L', digits: 2, ranges: [{ low: 1.04, high: 1.55 }], usual: [0.9, 0.95, 0.93, 0.96, 0.92] },
  cholesterol: { code: '14647-2', name: '总胆固醇', shortName: 'TC', unit: 'mmol/L', digits: 2, ranges: [{ high: 5.2 }], usual: [5.1, 5.0, 4.9, 5.05, 4.8] },
  triglycerides: { code: '14927-8', name: '甘油三酯', shortName: 'TG', unit: 'mmol/L', digits: 2, ranges: [{ high: 1.7 }], usual: [1.6, 1.5, 1.55, 1.6, 1.5] },
  urate: { code: '14933-6', name: '尿酸', shortName: 'UA', unit: 'μmol/L', digits: 0, ranges: [{ sex: 'MALE', low: 208, high: 428 }, { sex: 'FEMALE', low: 155, high: 357 }], usual: [420, 431, 425, 440, 438] },
  creatinine: { code: '14682-9', name: '肌酐', shortName: 'Cr', unit: 'μmol/L', digits: 0, ranges: [{ sex: 'MALE', ageFrom: 20, ageTo: 59, low: 57, high: 97 }, { sex: 'MALE', ageFrom: 60, low: 57, high: 111 }, { sex: 'FEMALE', ageFrom: 20, ageTo: 59, low: 41, high: 73 }, { sex: 'FEMALE', ageFrom: 60, low: 41, high: 81 }], usual: [98, 101, 99, 102, 100] },
  filtration: { code: '62238-1', name: '肾小球滤过率', shortName: 'eGFR', unit: 'mL/min', digits: 0, ranges: [{ low: 60 }], usual: [70, 69, 71, 68, 69] },
  alt: { code: '1742-6', name: '丙氨酸氨基转移酶', shortName: 'ALT', unit: 'U/L', digits: 0, ranges: [{ sex: 'MALE', low: 9, high: 50 }, { sex: 'FEMALE', low: 7, high: 40 }], usual: [30, 28, 26, 31, 25] },
  potassium: { code: '2823-3', name: '钾', shortName: 'K', unit: 'mmol/L', digits: 2, ranges: [{ low: 3.5, high: 5.3 }, { kind: 'CRITICAL', low: 2.8, high: 6.2 }], usual: [4.1, 4.2, 4.0, 4.3, 4.2] },
  sodium: { code: '2951-2', name: '钠', shortName: 'Na', unit: 'mmol/L', digits: 1, ranges: [{ low: 137, high: 147 }], usual: [140, 141, 139, 142, 140.5] },
  crp: { code: '30522-7', name: '超敏 C 反应蛋白', shortName: 'hs-CRP', unit: 'mg/L', digits: 1, ranges: [{ high: 3 }], usual: ['<0.5'] },
  leukocytes: { code: '6690-2', name: '白细胞计数', shortName: 'WBC', unit: '10^9/L', digits: 1, ranges: [{ low: 3.5, high: 9.5 }], usual: [6.2, 10.8, 5.9] },
  hemoglobin: { code: '718-7', name: '血红蛋白', shortName: 'HGB', unit: 'g/L', digits: 0, ranges: [{ sex: 'MALE', low: 130, high: 175 }, { sex: 'FEMALE', low: 115, high: 150 }], usual: [142, 138, 140] },
  platelets: { code: '777-3', name: '血小板计数', shortName: 'PLT', unit: '10^9/L', digits: 0, ranges: [{ low: 125, high: 350 }], usual: [210, 198, 205] },
  urineProtein: { code: '20454-5', name: '尿蛋白', shortName: 'PRO', unit: '', digits: 0, ranges: [{ text: '阴性' }], usual: ['阴性'] },
  urineGlucose: { code: '25428-4', name: '尿葡萄糖', shortName: 'GLU-U', unit: '', digits: 0, ranges: [{ text: '阴性' }], usual: ['阳性(+)'] },
  urineGravity: { code: '2965-2', name: '尿比重', shortName: 'SG', unit: '', digits: 3, ranges: [{ low: 1.003, high: 1.03 }], usual: [1.018] },
} as const satisfies Record<string, Item>

export type ItemName = keyof typeof items

export interface Panel {
  name: string
  code: string
  specimen: string
  items: readonly ItemName[]
}

export const panels = {
  chemistry: { name: '生化全套 + 糖化血红蛋白', code: 'P-CHEM', specimen: '静脉血', items: ['hba1c', 'glucose', 'ldl', 'hdl', 'cholesterol', 'triglycerides', 'urate', 'creatinine', 'filtration', 'alt', 'potassium', 'sodium', 'crp'] },
  count: { name: '血常规', code: 'P-CBC', specimen: '静脉血', items: ['leukocytes', 'hemoglobin', 'platelets'] },
  urine: { name: '尿常规', code: 'P-URINE', specimen: '尿液', items: ['urineProtein', 'urineGlucose', 'urineGravity'] },
} as const satisfies Record<string, Panel>

export type PanelName = keyof typeof panels

export interface Exam {
  category: string
  name: string
  findings: string
  impression: string
  reporter: string
  images: number
}

export const exams = {
  chest: {
    category: 'RAD', name: '胸部 CT 平扫', reporter: '何志刚', images: 286,
    findings: '胸廓对称，纵隔居中。双肺纹理增多，右肺中叶见一直径约 4 mm 的实性结节，边缘光滑。双侧胸腔未见积液。心影不大，主动脉壁见钙化。',
    impression: '1. 右肺中叶微小结节，建议 12 个月后复查低剂量 CT。\n2. 主动脉壁钙化。',
  },
  heart: {
    category: 'RUS', name: '心脏彩色多普勒超声', reporter: '沈佳', images: 12,
    findings: '各房室内径正常，室间隔及左室后壁厚度正常，运动协调。各瓣膜形态及启闭未见异常。左室射血分数 62%。',
    impression: '静息状态下心脏结构及功能未见明显异常。',
  },
  rhythm: { category: 'EC', name: '常规十二导联心电图', reporter: '沈佳', images: 1, findings: '窦性心律，心率 72 次/分，PR 间期 0.16 s，QRS 0.09 s，ST-T 未见明显改变。', impression: '正常心电图。' },
} as const satisfies Record<string, Exam>

export type ExamName = keyof typeof exams
