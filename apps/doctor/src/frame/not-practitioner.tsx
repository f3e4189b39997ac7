import { Refusal } from '@hospital/web/parts/states'
import { SignOutButton } from '@hospital/web/parts/sign-out-button'

export function NotPractitioner() {
  return (
    <main>
      <Refusal title="这个账号不是医护账号" problem={{ code: 'NOT_PRACTITIONER', message: '医生工作站供医生、护士与药师使用。管理账号请登录运营后台。' }} ways={<SignOutButton />} />
    </main>
  )
}
