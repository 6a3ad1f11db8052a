import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../http/problem.ts';
import { SignalError } from '../signal-error.ts';
import type { Channel } from './channel.ts';
import { isTooFarAhead, readDirectives, type Directives } from './directives.ts';
import { multivariantPlaylist } from './multivariant-playlist.ts';
import type { Origin } from './origin.ts';
import type { Timeline } from './timeline.ts';
import type { Viewers } from './viewers.ts';
import type { Visit } from './visit.ts';

const playlistType = 'application/vnd.apple.mpegurl';
/** How long a catalog may take to come, ms. */
const catalogMs = 5000;

/** Addresses of media are never used again for other bytes. */
const forLong = 'public, max-age=86400, immutable';
const briefly = 'public, max-age=1';

/** In characters. */
const worthPacking = 16_384;
const packed = promisify(gzip);

const fileName = /^(?:init-(?<id>[\da-f]{16})\.mp4|(?<sequence>\d{1,15})(?:\.(?<index>\d{1,6}))?\.m4s)$/;

/** RFC 8216bis §6.2.5.2: three target durations, in ms. */
const deadlineMs = ({ targetDuration }: Timeline): number => 3000 * targetDuration;

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new SignalError('not-found');
  return value;
}

/** What the addresses of HLS say. All throw `not-found` for what is not there, `not-yet` for what did not come in time. */
export class Answers {
  readonly #origin: Origin;
  readonly #viewers: Viewers;

  constructor(origin: Origin, viewers: Viewers) {
    this.#origin = origin;
    this.#viewers = viewers;
  }

  async multivariant(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { source } = request.params as { source?: string };
    const channel = await this.#channelOf(visit);
    const { renditions } = found(channel.presentation(source));
    const base = source === undefined ? '' : '../';
    const playlist = multivariantPlaylist(renditions.map(({ track, key, timeline }) => ({ track, timeline, uri: `${base}t/${key}/index.m3u8${visit.query}` })));
    return reply.type(playlistType).header('cache-control', briefly).send(playlist);
  }

  async media(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const directives = readDirectives(request.query as Record<string, unknown>);
    const channel = await this.#channelOf(visit);
    const { rendition, presentation } = found(channel.rendition((request.params as { track: string }).track));
    const { timeline } = rendition;
    await this.#ready(timeline, directives, visit);
    if (timeline.listed.length === 0) throw new SignalError('not-found');
    const others = presentation.renditions.filter((other) => other !== rendition);
    const reports = others.map((other) => ({ uri: `../${other.key}/index.m3u8`, timeline: other.timeline }));
    // What was waited for is as good for all who ask for the same: RFC 8216bis appendix B.
    const cache = directives.until ? `public, max-age=${6 * timeline.targetDuration}` : briefly;
    const text = rendition.playlist.text({ delta: directives.delta, reports, query: visit.query });
    return reply.type(playlistType).headers({ 'cache-control': cache, 'vary': 'accept-encoding' }).send(await this.#packed(text, request, reply));
  }

  /** An init segment, a segment or a part. */
  async file(visit: Visit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { track, file } = request.params as { track: string; file: string };
    const { rendition } = found(found(this.#origin.channel(visit.admitted.namespace)).rendition(track));
    const { id, sequence, index } = found(fileName.exec(file)?.groups);
    const { timeline } = rendition;
    const media = id === undefined ? undefined : found(timeline.init(id)).bytes;
    const part = media ?? (index === undefined ? undefined : await this.#part(timeline, Number(sequence), Number(index), visit));
    const { body, size } = part ? { body: part, size: part.length } : found(timeline.segmentBytes(Number(sequence)));
    this.#viewers.sent(visit.admitted.namespace, visit.who, size);
    return reply.type(`${rendition.track.kind}/mp4`).headers({ 'cache-control': forLong, 'content-length': size }).send(body);
  }

  async catalog(visit: Visit, reply: FastifyReply): Promise<FastifyReply> {
    const channel = await this.#channelOf(visit);
    return reply.header('cache-control', briefly).send(found(channel.isOn ? channel.catalog : undefined));
  }

  /** Hours of segments are hundreds of kilobytes of almost the same lines. */
  async #packed(text: string, request: FastifyRequest, reply: FastifyReply): Promise<string | Buffer> {
    if (text.length < worthPacking || !/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return text;
    reply.header('content-encoding', 'gzip');
    return packed(text, { level: 1 });
  }

  async #channelOf(visit: Visit): Promise<Channel> {
    const channel = found(this.#origin.channel(visit.admitted.namespace));
    await this.#wait(channel, () => channel.isAnswered, catalogMs, visit);
    return channel;
  }

  async #ready(timeline: Timeline, { until }: Directives, visit: Visit): Promise<void> {
    await this.#wait(timeline, () => timeline.isReady || timeline.ended, deadlineMs(timeline), visit);
    if (!until || timeline.ended) return;
    if (isTooFarAhead(timeline, until)) throw new HttpProblem('bad-input', 'The stream is not that far. Ask for what comes next.');
    await this.#wait(timeline, () => timeline.ended || timeline.has(until.sequence, until.part), deadlineMs(timeline), visit);
  }

  /** Waits for a part that a playlist has announced, not for one that will not come. */
  async #part(timeline: Timeline, sequence: number, index: number, visit: Visit): Promise<Uint8Array> {
    await this.#wait(timeline, () => !timeline.announces(sequence, index), deadlineMs(timeline), visit);
    return found(timeline.partBytes(sequence, index));
  }

  async #wait(topic: object, isReady: () => boolean, withinMs: number, { who, gone, check }: Visit): Promise<void> {
    if (isReady()) return;
    const result = await this.#origin.waiting.until(topic, isReady, { who, gone, withinMs });
    // Whoever was shut out meanwhile must not learn of it.
    await check();
    if (result !== 'ready') throw new HttpProblem('not-yet', 'Ask again in a moment.');
  }
}
