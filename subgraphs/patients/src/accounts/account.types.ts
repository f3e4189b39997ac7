import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType({ description: 'Who signs in on the phone (账号): one mobile number, acting for the persons it cares for.' })
export class Account {
  @Field(() => ID)
  id!: string

}

@ObjectType({ description: 'A sign-in code is on its way, whoever the number belongs to.' })
export class SmsCodeSent {
  @Field(() => Int)
  retryAfterSeconds!: number

  @Field(() => Int)
  expiresInSeconds!: number
}

@InputType()
export class RequestSmsCodeInput {
  @Field(() => String, { description: 'A mainland mobile number.' })
  phone!: string
}

@InputType()
export class AgreedTextInput {
  @Field(() => String, { description: '`user.agreement` or `user.privacy`.' })
  key!: string

  @Field(() => Int, { description: 'The version that was shown.' })
  version!: number
}

@InputType()
export class SignInBySmsInput {
  @Field(() => String)
  phone!: string

  @Field(() => String, { description: 'The six digits of the message.' })
  code!: string

  @Field(() => Boolean, { description: 'The user agreement and the privacy policy were read and agreed to.' })
  agreed!: boolean

  @Field(() => [AgreedTextInput], { nullable: true, description: 'Which versions were shown: kept with the account, and refused where one has changed since.' })
  agreements?: AgreedTextInput[] | null
}
