import { resolve } from 'node:path';
import type { TestEvent } from 'node:test/reporters';

/** A reporter of node:test that yields one JSON line, `{"passed":…,"failed":…}`, once all files are done. */
export async function* countReporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = { passed: 0, failed: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:fail') counts.failed += data.details.type === 'suite' ? 0 : 1;
    // Where a file has no tests, the file itself is reported as one that passed.
    if (type === 'test:pass' && data.details.type !== 'suite' && !data.skip && !data.todo) {
      counts[data.file && resolve(data.name) === data.file ? 'failed' : 'passed']++;
    }
  }
  yield `${JSON.stringify(counts)}\n`;
}

// node:test takes a reporter module's default export.
export { countReporter as default };
