import { Refusal } from '@hospital/subgraph/refusal'

/** Dots that keyboards and cards put where GB 18030 has the interpunct of names. */
const DOTS = /[•‧∙⋅・．.﹒⸱●]/g

/** A name as id cards write it: 2 to 30 Han characters, with · inside the names of minorities. Refuses NAME_INVALID. */
export function personName(given: string, field = 'name'): string {
  const name = given.normalize('NFC').replace(/\s/g, '').replace(DOTS, '·')
  const length = [...name].length
  if (length < 2 || length > 30 || !/^\p{Script=Han}+(·\p{Script=Han}+)*$/u.test(name)) throw new Refusal('NAME_INVALID', { details: { field } })
  return name
}
