import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../../ui-kit/setup/muf-network-test.ts';
import { networkTest, outside } from '../support/situations.ts';
import { about, story, type Args } from '../support/story.ts';

const meta: Meta<Args> = { title: 'Set-up/Network test', ...about('muf-network-test', 'surface', '420px') };
export default meta;

export const Idle: StoryObj<Args> = story({ room: outside });
export const Running: StoryObj<Args> = story({ room: outside, given: ({ scenario: { stores: { networkTest: test } } }) => {
  test.begin();
  test.applyStep('socket', 'ok');
  test.applyStep('udp', 'running');
  test.applyStep('turn', 'untested');
} });
export const Good: StoryObj<Args> = story({ room: outside, given: (scene) => networkTest(scene, 'good', 'none') });
export const SlowUplink: StoryObj<Args> = story({ room: outside, given: (scene) => networkTest(scene, 'poor', 'slow-uplink') });
export const HighDelay: StoryObj<Args> = story({ room: outside, given: (scene) => networkTest(scene, 'fair', 'high-delay') });
export const RelayOnly: StoryObj<Args> = story({ room: outside, given: (scene) => networkTest(scene, 'fair', 'relay-only') });
export const TcpOnly: StoryObj<Args> = story({ room: outside, given: (scene) => networkTest(scene, 'fair', 'tcp-only') });
export const MediaBlocked: StoryObj<Args> = story({ room: outside, given: (scene) => networkTest(scene, 'blocked', 'media-blocked') });
export const ServerUnreachable: StoryObj<Args> = story({ room: outside, given: (scene) => networkTest(scene, 'blocked', 'server-unreachable') });
