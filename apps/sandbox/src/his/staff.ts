import type { HisStaffRole } from '@hospital/connectors/his/port'
import { departmentId, departments, type DepartmentSeed, type Site } from './departments.ts'
import { between, numbersFor, pick } from './random.ts'

export interface StaffSeed {
  id: string
  staffNumber: string
  name: string
  role: HisStaffRole
  title: string
  gender: 'male' | 'female'
  departmentIds: string[]
  /** Where the clinic is held. */
  site: Site
  department: DepartmentSeed
  specialties: string
  intro: string
  licenceNumber: string
  licensedFrom: string
  /** Never stopped, never full: for showing the system. */
  demonstration: boolean
}

const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严']
const maleNames = [...'伟强磊军洋勇杰涛斌辉刚健林峰明波鑫宇浩凯文博立志华建国海云天晨睿哲思远嘉树承泽']
const femaleNames = [...'芳娜敏静丽艳娟霞秀兰燕玲桂英华萍红玉梅慧莹雪琳晶欣怡婷雯佳悦若兰舒思涵清芷']
const minorityNames: [name: string, gender: 'male' | 'female'][] = [
  ['买买提江·阿不都热合曼', 'male'],
  ['古丽娜尔·吐尔逊', 'female'],
  ['扎西多吉', 'male'],
  ['阿依努尔·艾合买提', 'female'],
  ['巴特尔', 'male'],
  ['卓玛央金', 'female'],
  ['欧阳文渊', 'male'],
  ['上官云舒', 'female'],
]

const doctorTitles = ['主任医师', '副主任医师', '主治医师', '住院医师']
const nurseTitles = ['主任护师', '副主任护师', '主管护师', '护师', '护士']
const pharmacistTitles = ['主任药师', '副主任药师', '主管药师', '药师']
const schools = ['昆明医科大学', '四川大学华西医学院', '复旦大学上海医学院', '中山大学中山医学院', '北京协和医学院', '重庆医科大学', '浙江大学医学院']

interface Fixed {
  code: string
  name: string
  title: string
  gender: 'male' | 'female'
  alsoAt?: Site
  licensedFrom: string
  intro: string
}

const fixedDoctors: Fixed[] = [
  { code: '03.04', name: '陈立群', title: '主任医师', gender: 'male', alsoAt: 'east', licensedFrom: '1998-07-01', intro: '从事心血管内科临床工作 28 年，擅长高血压、冠心病与心力衰竭的规范化诊治，主持省级课题 4 项。' },
  { code: '03.07', name: '林若楠', title: '副主任医师', gender: 'female', licensedFrom: '2010-07-01', intro: '从事内分泌临床工作 16 年，擅长糖尿病个体化治疗、甲状腺结节评估与肥胖管理。' },
  { code: '51.01', name: '买买提江·阿不都热合曼', title: '主任医师', gender: 'male', licensedFrom: '1995-07-01', intro: '维吾尔医学传承人，擅长白癜风与关节病的维吾尔医特色治疗。' },
]

/** Large departments, those that both branches have too, are staffed more richly. */
export const isLarge = (department: DepartmentSeed) => department.branches.length === 2

/** Everybody who works in the hospital and its branches. */
export function makeStaff(): StaffSeed[] {
  const next = numbersFor('staff')
  const used = new Set([...fixedDoctors.map(({ name }) => name), '买买提江·阿不都热合曼'])
  const staff: StaffSeed[] = []
  const counters: Record<HisStaffRole, number> = { DOCTOR: 0, NURSE: 0, PHARMACIST: 0 }

  function hire(role: HisStaffRole, title: string, site: Site, department: DepartmentSeed, fixed?: Fixed) {
    counters[role] += 1
    const staffNumber = `${role[0]}${String(1000 + counters[role])}`
    const person = fixed ?? makePerson(next, used, role)
    const years = between(next, 3, 32)
    staff.push({
      id: `prac-${staffNumber}`,
      staffNumber,
      name: person.name,
      role,
      title,
      gender: person.gender,
      departmentIds: [departmentId(site, department.code), ...(fixed?.alsoAt ? [departmentId(fixed.alsoAt, department.code)] : [])],
      site,
      department,
      specialties: department.focus,
      intro: fixed?.intro ?? `毕业于${pick(next, schools)}，从事${department.name}工作 ${years} 年，擅长${department.focus}。`,
      licenceNumber: `${role === 'NURSE' ? '2' : '1'}10530100${String(100000 + staff.length * 37).padStart(6, '0')}`,
      licensedFrom: fixed?.licensedFrom ?? `${2026 - Math.max(years, 4)}-07-01`,
      demonstration: fixed !== undefined,
    })
  }

  for (const department of departments.filter(({ clinic }) => clinic)) {
    for (const fixed of fixedDoctors.filter(({ code }) => code === department.code)) hire('DOCTOR', fixed.title, 'main', department, fixed)
    for (const title of isLarge(department) ? doctorTitles.slice(0, 3) : [pick(next, doctorTitles.slice(0, 2)), '主治医师']) hire('DOCTOR', title, 'main', department)
    if (next() < 0.25) hire('DOCTOR', '住院医师', 'main', department)
    for (const site of department.branches) hire('DOCTOR', pick(next, ['副主任医师', '主治医师']), site, department)
    hire('NURSE', pick(next, nurseTitles), 'main', department)
  }
  for (const department of departments.filter(({ clinic, code }) => !clinic && code !== '90')) {
    for (const title of ['主任医师', '主治医师']) hire('DOCTOR', title, 'main', department)
    hire('NURSE', pick(next, nurseTitles), 'main', department)
  }
  const pharmacy = departments.find(({ code }) => code === '90')!
  for (const title of [...pharmacistTitles, ...pharmacistTitles.slice(1)]) hire('PHARMACIST', title, 'main', pharmacy)
  for (const site of pharmacy.branches) hire('PHARMACIST', '主管药师', site, pharmacy)
  return staff
}

function makePerson(next: () => number, used: Set<string>, role: HisStaffRole): { name: string; gender: 'male' | 'female' } {
  const minority = next() < 0.05 ? minorityNames.find(([name]) => !used.has(name)) : undefined
  if (minority) {
    used.add(minority[0])
    return { name: minority[0], gender: minority[1] }
  }
  for (;;) {
    const gender = next() < (role === 'NURSE' ? 0.08 : 0.55) ? ('male' as const) : ('female' as const)
    const characters = gender === 'male' ? maleNames : femaleNames
    const given = pick(next, characters) + (next() < 0.75 ? pick(next, characters) : '')
    const name = pick(next, surnames) + given
    if (used.has(name) || /(.)\1/.test(name)) continue
    used.add(name)
    return { name, gender }
  }
}
