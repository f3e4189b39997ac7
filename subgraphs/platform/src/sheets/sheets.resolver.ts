import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { Job } from '../jobs/job.types.ts'
import { StartExportInput, StartImportInput } from './sheets.types.ts'
import { startExport, startImport } from './starting.ts'

@Resolver()
export class SheetsResolver {
  @Mutation(() => Job, { description: 'Writes a filtered list into an .xlsx in the background; the job has the file when it is done. Needs the permission of the list itself, too.' })
  @Can('list:export')
  startExport(@Arg('input', () => StartExportInput) input: StartExportInput, @Ctx() ctx: PlatformContext) {
    return startExport(ctx, input)
  }

  @Mutation(() => Job, { description: 'Takes a sheet into a catalogue row by row, or tries what it would do.' })
  @Can('drug:manage', 'diagnosis:manage')
  startImport(@Arg('input', () => StartImportInput) input: StartImportInput, @Ctx() ctx: PlatformContext) {
    return startImport(ctx, input)
  }
}
