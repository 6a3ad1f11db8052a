/** What is read of Chromium's trace events: complete ones with times in µs, and marks. */
interface TraceEvent { readonly name: string; readonly ph: string; readonly pid: number; readonly tid: number; readonly ts: number; readonly dur?: number; readonly tdur?: number }

/** Between two marks, of the page's main thread, in ms. */
export interface MainThread {
  /** CPU time of the longest task that ran any script: what others on the machine do does not count. */
  readonly longestScriptTask: number;
  /** CPU time of all tasks: script, style, layout, paint. */
  readonly tasks: number;
  /** CPU time of script, with what it forces. */
  readonly script: number;
}

export const traceCategories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing', 'toplevel', 'v8.execute', '__metadata'];

const scripts = new Set(['FunctionCall', 'EvaluateScript', 'v8.run', 'RunMicrotasks', 'TimerFire', 'FireAnimationFrame', 'EventDispatch', 'v8.callFunction']);

/** Those that are not inside another of them. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let end = 0;
  return events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0)).filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

const cpu = (events: readonly TraceEvent[]): number => events.reduce((sum, { tdur, dur = 0 }) => sum + (tdur ?? dur), 0) / 1000;

/** Reads a trace. Throws when one of the marks is not in it. */
export function mainThreadBetween(trace: string, begin: string, end: string): MainThread {
  const { traceEvents } = JSON.parse(trace) as { traceEvents: readonly TraceEvent[] };
  const [from, to] = [begin, end].map((name) => traceEvents.findLast((event) => event.name === name));
  if (!from || !to) throw new Error(`The trace has no mark ${from ? end : begin}.`);
  const own = traceEvents.filter(({ ph, pid, tid, ts, dur = 0 }) => ph === 'X' && pid === from.pid && tid === from.tid && ts + dur >= from.ts && ts <= to.ts);
  const tasks = outermost(own.filter(({ name }) => name === 'RunTask' || name === 'ThreadControllerImpl::RunTask'));
  const script = outermost(own.filter(({ name }) => scripts.has(name)));
  if (tasks.length === 0 || script.length === 0) throw new Error('The trace has no tasks between its marks.');
  const ran = tasks.filter(({ ts, dur = 0 }) => script.some((inner) => inner.ts >= ts && inner.ts < ts + dur));
  return { longestScriptTask: Math.max(...ran.map(({ tdur, dur = 0 }) => tdur ?? dur)) / 1000, tasks: cpu(tasks), script: cpu(script) };
}
