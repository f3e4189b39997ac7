import { pinyin } from 'pinyin-pro'

/** What people type to find a Chinese name: the first letters of its syllables, latin letters and digits kept, all else dropped. 阿司匹林肠溶片 → `asplcrp`. */
export function pinyinInitials(name: string): string {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('').toLowerCase().replace(/[^a-z0-9]/g, '')
}
