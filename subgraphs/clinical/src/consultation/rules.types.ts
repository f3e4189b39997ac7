import { Field, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: 'What is shown to whoever asks for a consultation (咨询须知).' })
export class ConsultationRules {
  @Field(() => String)
  title!: string

  @Field(() => String)
  body!: string

  @Field(() => String, { description: 'Key of the consent form (知情同意书) among the platform\'s texts.' })
  consentKey!: string

  @Field(() => Int, { description: 'Version of the hospital\'s own wording in force. An institution may word the form itself: `text` with the doctor\'s institution gives the one to consent to.' })
  version!: number
}
