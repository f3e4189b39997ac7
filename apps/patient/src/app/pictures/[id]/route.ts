import { gatewayUrl } from '@hospital/web/environment'

const PASSED_ON = ['content-type', 'content-length', 'cache-control', 'content-disposition', 'content-security-policy', 'x-content-type-options']
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Public pictures by this app's own address: a phone that has just come needs no second connection for the first thing that it sees. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  if (!ID.test(id)) return sentence(404, '没有找到这张图片。')
  try {
    const answer = await fetch(`${gatewayUrl()}/pictures/${id}${new URL(request.url).search}`, { cache: 'no-store', signal: request.signal })
    const headers = PASSED_ON.flatMap((name) => (answer.headers.has(name) ? [[name, answer.headers.get(name)!] as [string, string]] : []))
    return new Response(answer.body, { status: answer.status, headers })
  } catch {
    return sentence(503, '医院系统暂时连不上，请稍后再试。')
  }
}

const sentence = (status: number, text: string) => new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
