import { Kind, type FieldNode, type ValidationRule } from 'graphql'
import { overLimit } from './over-limit.ts'

const SIZES = ['first', 'last']
/** A page whose size is left out, or comes by a variable: the resolvers hold that to 100. */
const USUAL = 20

/** Refuses lists longer than `items`, pages within pages of more than `total` things, and literal lists of more than `items`. */
export function listSizeLimit({ items, total }: { items: number; total: number }): ValidationRule {
  return (context) => {
    let product = 1
    const sizeOf = (field: FieldNode) => {
      const paged = context.getFieldDef()?.args.some(({ name }) => SIZES.includes(name)) ?? false
      const given = field.arguments?.find(({ name }) => SIZES.includes(name.value))?.value
      return given?.kind === Kind.INT ? Number(given.value) : paged ? USUAL : 1
    }
    return {
      Field: {
        enter(field) {
          const size = sizeOf(field)
          if (size > items) context.reportError(overLimit('listSize', items, [field]))
          product *= Math.max(1, size)
          if (product > total) context.reportError(overLimit('nestedListSize', total, [field]))
        },
        leave(field) {
          product /= Math.max(1, sizeOf(field))
        },
      },
      ListValue(list) {
        if (list.values.length > items) context.reportError(overLimit('listSize', items, [list]))
      },
    }
  }
}
