import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { BUSINESSES, type Business } from '@hospital/configuration/business'
import { WHOLE } from '@hospital/configuration/effective'
import { declarationOf } from '@hospital/configuration/settings'
import { TERMINALS, type Terminal } from '@hospital/configuration/terminal'
import { Can } from '@hospital/subgraph/permission'
import { Json } from '@hospital/subgraph/scalars'
import { batch } from '@hospital/subgraph/schema'
import type { PlatformContext } from '../context.ts'
import { institutionOf, type InstitutionRow } from '../directory/institution.ts'
import { Institution } from '../directory/institution.types.ts'
import { listSettings, resetSetting, setSetting, settingsInForce, type SettingAtNode } from './setting.ts'
import { InstitutionBusiness, Setting, SettingChoice, SettingKindEnum, SettingPlaceInput, SettingScopeEnum, SetSettingInput, TerminalEnum, TerminalFlow } from './setting.types.ts'

@Resolver(() => Setting)
export class SettingResolver {
  @Query(() => [Setting], { description: 'The settings of an institution, or of the whole hospital, with the values in force (机构业务配置).' })
  @Can('setting:read')
  institutionSettings(@Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined, @Ctx() ctx: PlatformContext) {
    return listSettings(ctx, { institutionId }, institutionId ? ['INSTITUTION'] : ['INSTITUTION', 'HOSPITAL'])
  }

  @Query(() => [Setting], { description: 'The settings of a terminal, or of all (终端配置).' })
  @Can('setting:read')
  terminalSettings(@Arg('terminal', () => TerminalEnum, { nullable: true }) terminal: Terminal | undefined, @Ctx() ctx: PlatformContext) {
    return listSettings(ctx, { terminal }, ['TERMINAL'])
  }

  @Query(() => TerminalFlow, { description: 'How the patient app works at a terminal.' })
  @Can('directory:read')
  async terminalFlow(@Arg('terminal', () => TerminalEnum) terminal: Terminal, @Ctx() ctx: PlatformContext): Promise<TerminalFlow> {
    const holds = (await settingsInForce(ctx, 'TERMINAL', [terminal])).get(terminal)!
    return {
      terminal, personAtSignUp: holds['terminal.signUp.person'].value, realName: holds['terminal.realName'].value,
      mayAddOthers: holds['terminal.person.others'].value, cardCode: holds['terminal.card.code'].value,
    }
  }

  @Mutation(() => Setting, { description: 'Sets a value here; what is below inherits it. In force at once, everywhere.' })
  @Can('setting:change', 'terminal:change')
  setSetting(@Arg('input', () => SetSettingInput) input: SetSettingInput, @Ctx() ctx: PlatformContext) {
    return setSetting(ctx, input)
  }

  @Mutation(() => Setting, { description: 'Takes the own value away, so that the one above holds again.' })
  @Can('setting:change', 'terminal:change')
  resetSetting(@Arg('input', () => SettingPlaceInput) input: SettingPlaceInput, @Ctx() ctx: PlatformContext) {
    return resetSetting(ctx, input)
  }

  @FieldResolver(() => String)
  label(@Root() { key }: SettingAtNode) {
    return declarationOf(key).label
  }

  @FieldResolver(() => String, { nullable: true, description: 'What follows from it.' })
  hint(@Root() { key }: SettingAtNode) {
    return declarationOf(key).hint ?? null
  }

  @FieldResolver(() => String)
  group(@Root() { key }: SettingAtNode) {
    return declarationOf(key).group
  }

  @FieldResolver(() => SettingKindEnum)
  kind(@Root() { key }: SettingAtNode) {
    return declarationOf(key).kind
  }

  @FieldResolver(() => SettingScopeEnum)
  scope(@Root() { key }: SettingAtNode) {
    return declarationOf(key).scope
  }

  @FieldResolver(() => Json, { description: 'What holds where nobody has set anything.' })
  defaultValue(@Root() { key }: SettingAtNode) {
    return declarationOf(key).default
  }

  @FieldResolver(() => [SettingChoice])
  choices(@Root() { key }: SettingAtNode) {
    const declaration = declarationOf(key)
    return declaration.kind === 'CHOICE' ? Object.entries(declaration.choices).map(([value, label]) => ({ value, label })) : []
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Of a number.' })
  min(@Root() { key }: SettingAtNode) {
    const declaration = declarationOf(key)
    return declaration.kind === 'NUMBER' ? declaration.min : null
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Of a number; of a text its greatest length.' })
  max(@Root() { key }: SettingAtNode) {
    const declaration = declarationOf(key)
    return declaration.kind === 'NUMBER' ? declaration.max : declaration.kind === 'TEXT' ? declaration.maxLength : null
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of the node that the value comes from.' })
  async sourceName(@Root() { key, node, source }: SettingAtNode, @Ctx() ctx: PlatformContext) {
    if (node === null || source === 'DEFAULT') return null
    if (node === WHOLE) return declarationOf(key).scope === 'TERMINAL' ? '全部终端' : '全院'
    return node in TERMINALS ? TERMINALS[node as Terminal] : ((await institutionOf(ctx, node))?.name ?? null)
  }
}

@Resolver(() => Institution)
export class InstitutionConfigurationResolver {
  @FieldResolver(() => String, { description: 'As patients read it; the name unless the hospital has set another.' })
  async displayName(@Root() { id, name }: InstitutionRow, @Ctx() ctx: PlatformContext) {
    return (await inForceAt(ctx, id))['hospital.name'].value || name
  }

  @FieldResolver(() => String, { nullable: true, description: '`#rrggbb`, dark enough to be read on white.' })
  async brandColor(@Root() { id, brandColor }: InstitutionRow, @Ctx() ctx: PlatformContext) {
    const { source, value } = (await inForceAt(ctx, id))['hospital.brandColor']
    return source === 'DEFAULT' ? brandColor : value
  }

  @FieldResolver(() => [InstitutionBusiness], { description: 'What it offers at this moment.' })
  async businesses(@Root() { id }: InstitutionRow, @Ctx() ctx: PlatformContext): Promise<InstitutionBusiness[]> {
    const holds = await inForceAt(ctx, id)
    return (Object.keys(BUSINESSES) as Business[]).map((business) => {
      const open = holds[BUSINESSES[business].open].value
      return { business, open, closedText: open ? null : holds[BUSINESSES[business].closedText].value }
    })
  }

  @FieldResolver(() => String, { nullable: true, description: 'Above the choice of a department (挂号页公告).' })
  async registrationNotice(@Root() { id }: InstitutionRow, @Ctx() ctx: PlatformContext) {
    return (await inForceAt(ctx, id))['registration.notice'].value || null
  }
}

const inForceAt = async (ctx: PlatformContext, id: string) => (await batch(ctx, 'settings in force', (ids) => settingsInForce(ctx, 'INSTITUTION', ids)).load(id))!
