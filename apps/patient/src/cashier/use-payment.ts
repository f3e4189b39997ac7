import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useMutation } from 'urql'
import { problemOf, type Problem } from '@hospital/web/problem'
import { StartPaymentDocument, type PaymentMethod } from '@/graphql/graphql'

interface Due {
  orderIds: string[]
  /** Of all orders together, without what the insurer pays. 0 where nothing is left to pay. */
  fen: number
  methods: PaymentMethod[]
  /** On the hospital card; undefined where there is none, or the hospital's system does not say. */
  balanceFen?: number
  /** Where what became of the payment is told. */
  outcome: string
}

/** The choice of a method and the payment by it, of one order or of several. */
export function usePayment({ orderIds, fen, methods, balanceFen, outcome }: Due) {
  const router = useRouter()
  const [{ fetching }, start] = useMutation(StartPaymentDocument)
  const [problem, setProblem] = useState<Problem>()
  const [leaving, setLeaving] = useState(false)
  const [chosen, setChosen] = useState<PaymentMethod>()
  const [code, setCode] = useState<string>()
  const covers = (one: PaymentMethod) => one !== 'HOSPITAL_CARD' || (balanceFen ?? 0) >= fen
  const method = chosen ?? methods.find(covers) ?? methods[0]

  /** The page shows anew what has changed meanwhile, and why it was refused. */
  function refuse(refused: Problem | null) {
    setProblem(refused ?? undefined)
    router.refresh()
  }

  function leave() {
    setLeaving(true)
    router.replace(outcome)
  }

  async function pay() {
    if (!method) return
    setProblem(undefined)
    const { data, error } = await start({ input: { orderIds, method, returnUrl: window.location.origin + outcome } })
    if (!data) return refuse(problemOf(error))
    const { payUrl, codeUrl } = data.startPayment
    if (codeUrl && !payUrl) return setCode(codeUrl)
    if (!payUrl) return leave()
    setLeaving(true)
    window.location.assign(payUrl)
  }

  function choose(one: PaymentMethod) {
    setChosen(one)
    setCode(undefined)
  }

  return { method, choose, pay, leave, refuse, problem, setProblem, code, busy: fetching || leaving, payable: fen === 0 || (method !== undefined && covers(method)) }
}
