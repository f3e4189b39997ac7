import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes, type Context, type Span } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { Resource } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base'

/** How a trace travels: in HTTP headers, in the payload of a job. */
export type Carrier = Record<string, string>

let active = false

/** Whether spans are made at all; everything below costs one comparison while they are not. */
export const isTracing = (): boolean => active

export interface Tracing {
  stop(): Promise<void>
}

/** Sends spans to an OTLP/HTTP collector; without an endpoint nothing is traced. Attributes name operations and rows, never people or values. */
export function startTracing(service: string, endpoint: string | undefined): Tracing {
  if (!endpoint) return { stop: async () => {} }
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  const provider = new BasicTracerProvider({
    resource: new Resource({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  })
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable(), propagator: new W3CTraceContextPropagator() })
  active = true
  return {
    async stop() {
      active = false
      await provider.shutdown().catch(() => {})
      trace.disable()
      context.disable()
      propagation.disable()
    },
  }
}

export interface SpanOptions {
  attributes?: Attributes
  kind?: 'internal' | 'server' | 'client' | 'consumer'
  /** Where the work comes from, when it comes from elsewhere. */
  from?: Carrier
}

const KINDS = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER }
const tracer = () => trace.getTracer('hospital')

/** Runs work as a span of the current trace. */
export function traced<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  if (!active) return work()
  const { span, around } = beginSpan(name, options)
  return context.with(around, work).then(
    (result) => {
      span.end()
      return result
    },
    (error) => {
      endSpan(span, error)
      throw error
    },
  )
}

/** A span that begins and ends in different places, and the context for what happens in between. */
export function beginSpan(name: string, { attributes, kind = 'internal', from }: SpanOptions): { span: Span; around: Context } {
  const parent = from ? propagation.extract(ROOT_CONTEXT, from) : context.active()
  const span = tracer().startSpan(name, { kind: KINDS[kind], attributes }, parent)
  return { span, around: trace.setSpan(parent, span) }
}

/** The kind of a failure stays with the span, its words do not: they may name people. */
export function endSpan(span: Span, error?: unknown): void {
  if (error !== undefined) {
    const { name, code } = error as { name?: string; code?: unknown }
    span.setAttribute('error.type', String(code ?? name ?? 'unknown'))
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  span.end()
}

export const inContext = (around: Context, work: () => void): void => context.with(around, work)

/** What carries the current trace on; empty while nothing is traced. */
export function carrier(): Carrier {
  const headers: Carrier = {}
  if (active) propagation.inject(context.active(), headers)
  return headers
}

export const traceId = (): string | undefined => (active ? trace.getActiveSpan()?.spanContext().traceId : undefined)
