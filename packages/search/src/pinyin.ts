import { pinyin } from 'pinyin-pro'

/** What people type to find a Chinese name: the first letters of its syllables, latin letters and digits kept, all else dropped. 阿司匹林肠溶片 → `asplcrp`. A person's family name is read as one: 单雄信 → `sxx`. */
export function pinyinInitials(name: string, of: 'thing' | 'person' = 'thing'): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive', surname: of === 'person' ? 'head' : 'off' }).join('').toLowerCase().replace(/[^a-z0-9]/g, '')
}
