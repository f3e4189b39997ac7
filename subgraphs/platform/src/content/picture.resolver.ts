import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { Can } from '@hospital/subgraph/permission'
import type { PlatformContext } from '../context.ts'
import { pictureUrl, publishPicture, type PictureRow } from './picture.ts'
import { Picture, PublishPictureInput } from './picture.types.ts'

@Resolver(() => Picture)
export class PictureResolver {
  @Mutation(() => Picture, { description: 'Makes an uploaded picture public for good, to be named by banners, articles and designed pages. Refuses UPLOAD_INVALID.' })
  @Can('content:manage', 'page:design')
  publishPicture(@Arg('input', () => PublishPictureInput) { uploadReceipt }: PublishPictureInput, @Ctx() ctx: PlatformContext) {
    return publishPicture(ctx, uploadReceipt)
  }

  @FieldResolver(() => String)
  url(@Root() { id }: PictureRow, @Ctx() ctx: PlatformContext) {
    return pictureUrl(ctx, id)
  }
}
