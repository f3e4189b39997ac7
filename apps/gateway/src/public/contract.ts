import { getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isRequiredArgument, isRequiredInputField, isScalarType, isUnionType, Kind, type DefinitionNode, type DocumentNode, type FieldDefinitionNode, type GraphQLNamedType, type GraphQLSchema, type GraphQLType } from 'graphql'

const TAG = 'public'

interface Member {
  name: string
  type?: unknown
  args?: readonly { name: string; type: unknown }[]
}

/** Every `Type` and `Type.field` that carries `@tag(name: "public")` in some subgraph. */
export function taggedCoordinates(documents: readonly DocumentNode[]): Set<string> {
  const found = new Set<string>()
  for (const definition of documents.flatMap(({ definitions }) => definitions)) {
    if (!isTypeNode(definition)) continue
    const name = definition.name!.value
    if (isTagged(definition)) found.add(name)
    for (const member of membersOf(definition)) if (isTagged(member)) found.add(`${name}.${member.name.value}`)
  }
  return found
}

/**
 * What is public: tagged and reachable from the roots. An argument follows its field where its type is open. Problems are what a person has
 * to settle by tagging: a field whose type is hidden, a required input that is hidden, an enum of which a part is hidden.
 */
export function publicCoordinates(schema: GraphQLSchema, tagged: ReadonlySet<string>): { keep: Set<string>; problems: string[] } {
  const keep = new Set<string>()
  const problems = new Set<string>()
  const wants = (type: GraphQLNamedType, member: Member) => tagged.has(`${type.name}.${member.name}`) || (isEnumType(type) && tagged.has(type.name))
  const isOpen = (type: GraphQLNamedType) => isScalarType(type) || valuesOf(type).some((member) => wants(type, member))

  function take(type: GraphQLNamedType, why: string): void {
    if (keep.has(type.name)) return
    if (isUnionType(type) || isInterfaceType(type)) return void problems.add(`${why} is public but ${type.name} is abstract: the contract has none so far`)
    if (!isOpen(type)) return void problems.add(`${why} is public but its type ${type.name} has nothing tagged`)
    keep.add(type.name)
    for (const member of valuesOf(type)) takeMember(type, member)
  }

  function takeMember(type: GraphQLNamedType, member: Member): void {
    const coordinate = `${type.name}.${member.name}`
    if (!wants(type, member)) {
      if (isInputObjectType(type) && isRequiredInputField(member as never)) problems.add(`required input field ${coordinate} is not tagged`)
      return
    }
    keep.add(coordinate)
    if (member.type) take(namedTypeOf(member.type), coordinate)
    for (const argument of member.args ?? []) {
      const argumentType = namedTypeOf(argument.type)
      if (!isOpen(argumentType) && !isRequiredArgument(argument as never)) continue
      keep.add(`${coordinate}(${argument.name})`)
      take(argumentType, `${coordinate}(${argument.name})`)
    }
  }

  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) if (root && isOpen(root)) take(root, 'schema')
  if (!keep.has('Query')) problems.add('nothing that can be asked for is tagged')
  return { keep, problems: [...problems].sort() }
}

/** A subgraph's document with `@inaccessible` on everything that is not public. */
export function hideRest(document: DocumentNode, keep: ReadonlySet<string>): DocumentNode {
  const hide = <N extends { directives?: readonly unknown[] }>(node: N): N => (isHidden(node) ? node : { ...node, directives: [...(node.directives ?? []), INACCESSIBLE] })
  const member = (type: string) => (node: FieldDefinitionNode): FieldDefinitionNode => {
    const coordinate = `${type}.${node.name.value}`
    if (!keep.has(coordinate)) return hide(node)
    return node.arguments ? { ...node, arguments: node.arguments.map((argument) => (keep.has(`${coordinate}(${argument.name.value})`) ? argument : hide(argument))) } : node
  }
  return {
    ...document,
    definitions: document.definitions.map((definition) => {
      if (!isTypeNode(definition)) return definition
      const name = definition.name!.value
      if (!keep.has(name)) return hide(definition)
      return {
        ...definition,
        ...('fields' in definition && definition.fields && { fields: (definition.fields as readonly FieldDefinitionNode[]).map(member(name)) }),
        ...('values' in definition && definition.values && { values: definition.values.map((value) => (keep.has(`${name}.${value.name.value}`) ? value : hide(value))) }),
      } as DefinitionNode
    }),
  }
}

const INACCESSIBLE = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'inaccessible' }, arguments: [] } as const

type TypeNode = Extract<DefinitionNode, { fields?: unknown } | { values?: unknown } | { types?: unknown }> & { name: { value: string } }
type Named = { name: { value: string }; directives?: readonly { name: { value: string }; arguments?: readonly { value: unknown }[] }[] }

const isTypeNode = (node: DefinitionNode): node is TypeNode => /^(Object|Interface|Union|Enum|InputObject|Scalar)Type(Definition|Extension)$/.test(node.kind)
const membersOf = (node: TypeNode): readonly Named[] => [...('fields' in node ? (node.fields ?? []) : []), ...('values' in node ? (node.values ?? []) : [])] as readonly Named[]
const isTagged = ({ directives = [] }: Named | TypeNode) => directives.some(({ name, arguments: args = [] }) => name.value === 'tag' && args.some(({ value }) => (value as { value?: string }).value === TAG))
const isHidden = ({ directives = [] }: { directives?: readonly unknown[] }) => (directives as NonNullable<Named['directives']>).some(({ name }) => name.value === 'inaccessible')

const namedTypeOf = (type: unknown): GraphQLNamedType => getNamedType(type as GraphQLType)

function valuesOf(type: GraphQLNamedType): readonly Member[] {
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) return Object.values(type.getFields())
  return isEnumType(type) ? type.getValues().map(({ name }) => ({ name })) : []
}
