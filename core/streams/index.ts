/** Broadcasts without a room: the control plane's client, a publisher and a viewer. */
export type { CallOptions, ControlOptions } from './control-call.ts';
export { ControlError, type ControlErrorCode } from './control-error.ts';
export { createStreams, type AnalyticsOptions, type PageOptions, type Streams } from './streams-client.ts';
export type { Analytics, ApiKey, Asset, Broadcast, KeyedApiKey, KeyedLiveInput, LiveInput, Page, SignedPlayback, SigningKey } from '../wire/streams/answers.ts';
export type { CreateApiKey, CreateLiveInput, CreateSigningKey, Ingest, Scope, SigningAlg, SignPlayback } from '../wire/streams/requests.ts';
export { BroadcastPublisher, type BroadcastPublisherOptions, type PublisherState, type PublisherStats } from './publisher.ts';
export type { BroadcastViewerOptions } from './viewer-options.ts';
export { BroadcastViewer } from './viewer.ts';
export type { Blocked, Fallback, ViewerState, ViewerStores } from './viewer-stores.ts';
export type { PlaybackPath, PlaybackStats, QualityLevel, SeekWindow, StreamSource } from './playback.ts';
export type { Rendition } from './encoders.ts';
export { StreamError, type StreamErrorCode } from './stream-error.ts';
export type { Catalog, CatalogTrack } from '../wire/moqt/catalog.ts';
